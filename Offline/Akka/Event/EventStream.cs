using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>The event bus of a system: log events, dead letters and whatever the application publishes, by type.</summary>
public class EventStream(bool debug) : LoggingBus
{
    private readonly List<IActorRef> _subscribedEarly = [];
    private IActorRef _unsubscriber;

    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        if (subscriber is null) throw new ArgumentNullException(nameof(subscriber), "The subscriber cannot be a null actor.");
        Register(subscriber);
        var subscribed = base.Subscribe(subscriber, channel);
        if (debug) Publish(new Debug(SimpleName(this), GetType(), $"subscribing {subscriber} to channel {channel}"));
        return subscribed;
    }

    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        if (subscriber is null) throw new ArgumentNullException(nameof(subscriber), "The subscriber cannot be a null actor.");
        if (debug) Publish(new Debug(SimpleName(this), GetType(), $"unsubscribing {subscriber} from channel {channel}"));
        return base.Unsubscribe(subscriber, channel);
    }

    public override bool Unsubscribe(IActorRef subscriber)
    {
        if (subscriber is null) throw new ArgumentNullException(nameof(subscriber), "The subscriber cannot be a null actor.");
        if (debug) Publish(new Debug(SimpleName(this), GetType(), $"unsubscribing {subscriber} from all channels"));
        _unsubscriber?.Tell(new Forget(subscriber));
        return base.Unsubscribe(subscriber);
    }

    /// <summary>From now on, actors that end are unsubscribed.</summary>
    public void StartUnsubscriber(ActorSystemImpl system)
    {
        lock (_subscribedEarly)
        {
            if (_unsubscriber is not null) return;
            _unsubscriber = system.SystemActorOf(
                Props.Create(typeof(Unsubscriber), this).WithDispatcher(Dispatchers.InternalDispatcherId), "EventStreamUnsubscriber-1");
            foreach (var subscriber in _subscribedEarly) _unsubscriber.Tell(new Remember(subscriber));
            _subscribedEarly.Clear();
        }
    }

    private void Register(IActorRef subscriber)
    {
        if (subscriber is MinimalLogger) return;
        lock (_subscribedEarly)
        {
            if (_unsubscriber is null) _subscribedEarly.Add(subscriber);
            else _unsubscriber.Tell(new Remember(subscriber));
        }
    }

    private sealed record Remember(IActorRef Actor) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    private sealed record Forget(IActorRef Actor) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    private sealed class Unsubscriber : ActorBase
    {
        private readonly EventStream _stream;

        public Unsubscriber(EventStream stream) => _stream = stream;

        protected override bool Receive(object message)
        {
            switch (message)
            {
                case Remember remember:
                    Context.Watch(remember.Actor);
                    return true;
                case Forget forget:
                    Context.Unwatch(forget.Actor);
                    return true;
                case Terminated terminated:
                    _stream.Unsubscribe(terminated.ActorRef);
                    return true;
                default:
                    return false;
            }
        }
    }
}

/// <summary>Subscribing by type argument.</summary>
public static class EventStreamExtensions
{
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Subscribe(subscriber, typeof(TChannel));

    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
