using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>What users of a cluster ask of it.</summary>
internal static class ClusterUserAction
{
    internal sealed record JoinTo(Address Address) : INoSerializationVerificationNeeded;

    internal sealed record Leave(Address Address) : IClusterMessage;

    internal sealed record Down(Address Address) : IClusterMessage;
}

/// <summary>What the parts of a cluster say to each other.</summary>
internal static class InternalClusterAction
{
    /// <summary>Ticks of the periodic tasks.</summary>
    internal interface ITick : INoSerializationVerificationNeeded;

    /// <summary>Goes on to the publisher of events, whatever the daemon is doing.</summary>
    internal interface ISubscriptionMessage : INoSerializationVerificationNeeded;

    // Joining: InitJoin to all seed nodes, Ack (or Nack) back; Join to the first that answered, Welcome back with the gossip.
    internal sealed record InitJoin : IClusterMessage, IDeadLetterSuppression;

    internal sealed record InitJoinAck(Address Address) : IClusterMessage, IDeadLetterSuppression;

    internal sealed record InitJoinNack(Address Address) : IClusterMessage, IDeadLetterSuppression;

    internal sealed record Join(UniqueAddress Node, ImmutableHashSet<string> Roles, AppVersion AppVersion) : IClusterMessage;

    internal sealed record Welcome(UniqueAddress From, Gossip Gossip) : IClusterMessage;

    // Leaving: the one that goes tells the leaders goodbye, so that nobody waits until it is unreachable.
    internal sealed record ExitingConfirmed(UniqueAddress Address) : IClusterMessage, IDeadLetterSuppression;

    internal sealed class ExitingCompleted : INoSerializationVerificationNeeded
    {
        public static readonly ExitingCompleted Instance = new();
    }

    internal sealed record JoinSeedNodes(ImmutableList<Address> SeedNodes) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    internal sealed class JoinSeedNode : INoSerializationVerificationNeeded, IDeadLetterSuppression
    {
        public static readonly JoinSeedNode Instance = new();
    }

    internal sealed record GetClusterCoreRef(Cluster Cluster) : INoSerializationVerificationNeeded;

    internal sealed record AddOnMemberUpListener(Action Callback) : INoSerializationVerificationNeeded;

    internal sealed record AddOnMemberRemovedListener(Action Callback) : INoSerializationVerificationNeeded;

    internal sealed record Subscribe(IActorRef Subscriber, ClusterEvent.SubscriptionInitialStateMode InitialStateMode, ImmutableHashSet<Type> To)
        : ISubscriptionMessage;

    internal sealed record Unsubscribe(IActorRef Subscriber, Type To) : ISubscriptionMessage, IDeadLetterSuppression;

    internal sealed record SendCurrentClusterState(IActorRef Receiver) : ISubscriptionMessage;

    internal sealed record PublishChanges(MembershipState NewState) : INoSerializationVerificationNeeded;

    internal sealed class GossipTick : ITick
    {
        public static readonly GossipTick Instance = new();
    }

    internal sealed class GossipSpeedupTick : ITick
    {
        public static readonly GossipSpeedupTick Instance = new();
    }

    internal sealed class ReapUnreachableTick : ITick
    {
        public static readonly ReapUnreachableTick Instance = new();
    }

    internal sealed class LeaderActionsTick : ITick
    {
        public static readonly LeaderActionsTick Instance = new();
    }

    internal sealed class PublishStatsTick : ITick
    {
        public static readonly PublishStatsTick Instance = new();
    }
}

/// <summary>Gossip from one incarnation to another; nobody else believes it.</summary>
internal sealed record GossipEnvelope(UniqueAddress From, UniqueAddress To, Gossip Gossip) : IClusterMessage;

/// <summary>Which gossip the sender has, for one who seems to have the same.</summary>
internal sealed record GossipStatus(UniqueAddress From, VectorClock Version) : IClusterMessage;
