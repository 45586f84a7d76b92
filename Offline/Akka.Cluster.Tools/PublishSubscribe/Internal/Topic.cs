using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe.Internal;

/// <summary>A topic on one node: its subscribers, and its groups as children.</summary>
internal sealed class Topic(DistributedPubSubSettings settings) : TopicLike(settings)
{
    private readonly HeldBack _heldBack = new();

    protected override bool ReceiveOwn(object message)
    {
        switch (message)
        {
            case Subscribe { Group: not null } subscribe:
                var name = Names.Encode(subscribe.Group);
                if (!_heldBack.Hold(name, message, Sender)) Group(name).Forward(message);
                Stay();
                return true;
            case Unsubscribe { Group: not null } unsubscribe:
                var left = Names.Encode(unsubscribe.Group);
                if (!_heldBack.Hold(left, message, Sender) && Context.Child(left) is var group && !group.IsNobody()) group.Forward(message);
                return true;
            case Subscribed or Unsubscribed:
                Context.Parent.Forward(message);
                return true;
            case NoMoreSubscribers:
                _heldBack.Begin(Sender.Path.Name);
                Sender.Tell(TerminateRequest.Instance);
                return true;
            case NewSubscriberArrived:
                var stays = Sender;
                _heldBack.Release(stays.Path.Name, () => stays);
                return true;
            case Terminated terminated:
                _heldBack.Release(terminated.ActorRef.Path.Name, () => Group(terminated.ActorRef.Path.Name));
                Forget(terminated.ActorRef);
                return true;
            default:
                return false;
        }
    }

    private IActorRef Group(string name)
    {
        if (Context.Child(name) is var known && !known.IsNobody()) return known;
        var settings = Settings;
        var group = Context.Watch(Context.ActorOf(Props.Create(() => new Group(settings)), name));
        Context.Parent.Tell(new RegisterTopic(group));
        return group;
    }
}
