using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>From the new oldest to the previous: end it, I start it. Repeated until answered.</summary>
internal sealed class HandOverToMe : IClusterSingletonMessage, IDeadLetterSuppression
{
    public static readonly HandOverToMe Instance = new();
}

/// <summary>Back: it is ending.</summary>
internal sealed class HandOverInProgress : IClusterSingletonMessage
{
    public static readonly HandOverInProgress Instance = new();
}

/// <summary>Back: it has ended, or there is none here.</summary>
internal sealed class HandOverDone : IClusterSingletonMessage
{
    public static readonly HandOverDone Instance = new();
}

/// <summary>From the previous oldest to the new: ask me for it. Repeated until it does.</summary>
internal sealed class TakeOverFromMe : IClusterSingletonMessage, IDeadLetterSuppression
{
    public static readonly TakeOverFromMe Instance = new();
}

/// <summary>This node is Up: members by age are of interest from now on.</summary>
internal sealed class StartOldestChangedBuffer : INoSerializationVerificationNeeded
{
    public static readonly StartOldestChangedBuffer Instance = new();
}

/// <summary>This node exits (coordinated shutdown).</summary>
internal sealed class SelfExiting : INoSerializationVerificationNeeded
{
    public static readonly SelfExiting Instance = new();
}

/// <summary>What was removed long ago may be forgotten.</summary>
internal sealed class Cleanup : INoSerializationVerificationNeeded
{
    public static readonly Cleanup Instance = new();
}

internal sealed class LeaseRetry : INoSerializationVerificationNeeded
{
    public static readonly LeaseRetry Instance = new();
}

internal sealed record HandOverRetry(int Count) : INoSerializationVerificationNeeded;

internal sealed record TakeOverRetry(int Count) : INoSerializationVerificationNeeded;

/// <summary>A member was removed, and its removal margin has passed.</summary>
internal sealed record DelayedMemberRemoved(Member Member) : INoSerializationVerificationNeeded;

/// <param name="HoldingLease">Whether it was got.</param>
/// <param name="Failure">Why it could not be asked for; null when it could.</param>
internal sealed record AcquireLeaseResult(bool HoldingLease, Exception Failure = null) : IDeadLetterSuppression, INoSerializationVerificationNeeded;

internal sealed record ReleaseLeaseResult(bool Released, Exception Failure = null) : IDeadLetterSuppression, INoSerializationVerificationNeeded;

internal sealed record LeaseLost(Exception Reason) : IDeadLetterSuppression, INoSerializationVerificationNeeded;

/// <summary>The first change of <see cref="OldestChangedBuffer"/>: members at least as old as this one, the oldest first.</summary>
internal sealed record InitialOldestState(ImmutableList<UniqueAddress> Oldest, bool SafeToBeOldest) : INoSerializationVerificationNeeded;

/// <summary>Another member is the oldest now, or none (null).</summary>
internal sealed record OldestChanged(UniqueAddress NewOldest, UniqueAddress PreviousOldest) : INoSerializationVerificationNeeded;

/// <summary>One more change, now or when there is one.</summary>
internal sealed class GetNext : INoSerializationVerificationNeeded
{
    public static readonly GetNext Instance = new();
}
