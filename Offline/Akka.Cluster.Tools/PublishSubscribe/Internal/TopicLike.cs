using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools.PublishSubscribe.Internal;

/// <summary>The subscribers of one node to a topic, or to a group of it. Whatever it is sent, they get. Ends when it has been empty for a while.</summary>
internal abstract class TopicLike : ActorBase, IWithTimers
{
    private readonly HashSet<IActorRef> _subscribers = [];
    private Expiry? _endAt;

    protected TopicLike(DistributedPubSubSettings settings) => Settings = settings;

    public ITimerScheduler Timers { get; set; }

    protected DistributedPubSubSettings Settings { get; }

    protected IReadOnlyList<IActorRef> Subscribers => [.. _subscribers];

    private bool IsEmpty => _subscribers.Count == 0 && !Context.GetChildren().Any();

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(Prune.Instance, Prune.Instance, Settings.RemovedTimeToLive / 2);
        base.PreStart();
    }

    protected override bool Receive(object message)
    {
        if (ReceiveOwn(message)) return true;
        switch (message)
        {
            case Subscribe subscribe:
                Context.Watch(subscribe.Ref);
                _subscribers.Add(subscribe.Ref);
                Stay();
                Context.Parent.Tell(new Subscribed(new SubscribeAck(subscribe), Sender));
                break;
            case Unsubscribe unsubscribe:
                Context.Unwatch(unsubscribe.Ref);
                Forget(unsubscribe.Ref);
                Context.Parent.Tell(new Unsubscribed(new UnsubscribeAck(unsubscribe), Sender));
                break;
            case Terminated terminated:
                Forget(terminated.ActorRef);
                break;
            case Prune:
                if (_endAt?.IsPast != true) break;
                _endAt = null;
                Context.Parent.Tell(NoMoreSubscribers.Instance);
                break;
            case TerminateRequest:
                if (IsEmpty) Context.Stop(Self);
                else Context.Parent.Tell(NewSubscriberArrived.Instance);
                break;
            default:
                Deliver(message);
                break;
        }

        return true;
    }

    /// <summary>What only this kind understands.</summary>
    protected abstract bool ReceiveOwn(object message);

    protected void Stay() => _endAt = null;

    protected void Forget(IActorRef subscriber)
    {
        _subscribers.Remove(subscriber);
        if (IsEmpty) _endAt = Expiry.In(Settings.RemovedTimeToLive);
    }

    private void Deliver(object message)
    {
        foreach (var subscriber in _subscribers) subscriber.Forward(message);
        if (_subscribers.Count == 0 && Settings.SendToDeadLettersWhenNoSubscribers)
            Context.System.EventStream.Publish(new DeadLetter(message, Sender, Self));
    }
}
