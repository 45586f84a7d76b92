using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Gives events to those who subscribed to their class.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
{
    private readonly Dictionary<TClassifier, List<Subscription>> _subscriptions = [];
    private volatile ConcurrentDictionary<TClassifier, TSubscriber[]> _cache = new();

    /// <summary>False when subscribed already.</summary>
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_subscriptions)
        {
            if (!_subscriptions.TryGetValue(classifier, out var list)) _subscriptions.Add(classifier, list = []);
            if (list.Exists(one => one.Subscriber.Equals(subscriber))) return false;
            list.Add(new Subscription(subscriber));
            _cache = new();
            return true;
        }
    }

    public virtual bool Unsubscribe(TSubscriber subscriber)
    {
        lock (_subscriptions)
        {
            var removed = 0;
            foreach (var list in _subscriptions.Values) removed += list.RemoveAll(one => one.Subscriber.Equals(subscriber));
            _cache = new();
            return removed > 0;
        }
    }

    /// <summary>Of one class; if it was never subscribed itself, an exception to a wider subscription.</summary>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_subscriptions)
        {
            var changed = false;
            if (_subscriptions.TryGetValue(classifier, out var exact))
            {
                changed = exact.RemoveAll(one => one.Subscriber.Equals(subscriber)) > 0;
            }
            else
            {
                foreach (var (wider, list) in _subscriptions)
                {
                    if (!IsSubClassification(wider, classifier)) continue;
                    foreach (var one in list.Where(one => one.Subscriber.Equals(subscriber)))
                    {
                        one.Except.Add(classifier);
                        changed = true;
                    }
                }
            }

            _cache = new();
            return changed;
        }
    }

    public virtual void Publish(TEvent @event)
    {
        var kind = GetClassifier(@event);
        if (!_cache.TryGetValue(kind, out var subscribers)) subscribers = Find(@event, kind);
        foreach (var subscriber in subscribers) Publish(@event, subscriber);
    }

    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);

    protected abstract void Publish(TEvent @event, TSubscriber subscriber);

    protected abstract bool Classify(TEvent @event, TClassifier classifier);

    protected abstract TClassifier GetClassifier(TEvent @event);

    protected string SimpleName(object source) => source.GetType().Name;

    private TSubscriber[] Find(TEvent @event, TClassifier kind)
    {
        lock (_subscriptions)
        {
            var found = new HashSet<TSubscriber>();
            foreach (var (classifier, list) in _subscriptions)
            {
                if (!Classify(@event, classifier)) continue;
                foreach (var one in list)
                    if (!one.Except.Exists(except => IsSubClassification(except, kind))) found.Add(one.Subscriber);
            }

            return _cache[kind] = [.. found];
        }
    }

    private sealed class Subscription(TSubscriber subscriber)
    {
        public TSubscriber Subscriber => subscriber;

        public List<TClassifier> Except { get; } = [];
    }
}

/// <summary>An event bus whose subscribers are actors.</summary>
public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, IActorRef>;
