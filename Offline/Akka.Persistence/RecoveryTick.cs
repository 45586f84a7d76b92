using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A persistent actor's reminder to itself: the snapshot, or the next event, should have come by now.</summary>
public sealed class RecoveryTick(bool snapshot) : INoSerializationVerificationNeeded
{
    public bool Snapshot { get; } = snapshot;
}
