using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools.PublishSubscribe.Internal;

/// <summary>Between mediators: what I know of each node's registrations. Answered by a <see cref="Delta"/> with what is newer, and by a Status when the other's is.</summary>
internal sealed record Status(ImmutableDictionary<Address, long> Versions, bool IsReplyToStatus) : IDistributedPubSubMessage, IDeadLetterSuppression;

/// <summary>Between mediators: registrations that you lack.</summary>
internal sealed record Delta(ImmutableList<Bucket> Buckets) : IDistributedPubSubMessage, IDeadLetterSuppression;

/// <summary>Between mediators, inside of a group: for one of its subscribers.</summary>
internal sealed record SendToOneSubscriber(object Message);

/// <summary>The registrations with one node's mediator, or those of them that are newer than some version.</summary>
internal sealed record Bucket(Address Owner, long Version, ImmutableDictionary<string, Registration> Content);

/// <summary>An actor that can be reached by a path; null: no longer.</summary>
internal sealed record Registration(long Version, IActorRef Ref);

/// <summary>A topic or group has been made.</summary>
internal sealed record RegisterTopic(IActorRef TopicRef) : INoSerializationVerificationNeeded;

internal sealed record Subscribed(SubscribeAck Ack, IActorRef Subscriber) : INoSerializationVerificationNeeded;

internal sealed record Unsubscribed(UnsubscribeAck Ack, IActorRef Subscriber) : INoSerializationVerificationNeeded;

// The end of an empty topic or group: it says that it is empty, its parent holds back what comes for it and tells it to end; it ends, or says that somebody has come.
internal sealed class NoMoreSubscribers : INoSerializationVerificationNeeded
{
    public static readonly NoMoreSubscribers Instance = new();
}

internal sealed class TerminateRequest : INoSerializationVerificationNeeded
{
    public static readonly TerminateRequest Instance = new();
}

internal sealed class NewSubscriberArrived : INoSerializationVerificationNeeded
{
    public static readonly NewSubscriberArrived Instance = new();
}

internal sealed class GossipTick : INoSerializationVerificationNeeded
{
    public static readonly GossipTick Instance = new();
}

internal sealed class Prune : INoSerializationVerificationNeeded
{
    public static readonly Prune Instance = new();
}
