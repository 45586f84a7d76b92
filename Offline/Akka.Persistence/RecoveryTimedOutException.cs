using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Neither the snapshot nor the next event came within <c>recovery-event-timeout</c>.</summary>
public sealed class RecoveryTimedOutException : AkkaException
{
    public RecoveryTimedOutException()
    {
    }

    public RecoveryTimedOutException(string message, Exception cause = null)
        : base(message, cause)
    {
    }
}
