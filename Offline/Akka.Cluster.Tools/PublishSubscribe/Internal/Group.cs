namespace Akka.Cluster.Tools.PublishSubscribe.Internal;

/// <summary>A group of a topic on one node.</summary>
internal sealed class Group(DistributedPubSubSettings settings) : TopicLike(settings)
{
    protected override bool ReceiveOwn(object message)
    {
        if (message is not SendToOneSubscriber one) return false;
        if (Subscribers.Count > 0) Settings.Routing.Route(Subscribers, one.Message, Sender);
        return true;
    }
}
