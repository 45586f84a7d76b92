using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    private Dictionary<IActorRef, object> _watching; // with the message to get instead of Terminated, or null
    private HashSet<IActorRef> _watchedBy;
    private bool _hearsOfLostAddresses;
    private Dictionary<IActorRef, object> _terminatedQueued; // ended, and its Terminated still waits in the mailbox

    public IActorRef Watch(IActorRef subject)
    {
        if (subject is null) throw new ArgumentNullException(nameof(subject), "subject must not be null");
        return BeginWatch(subject, null);
    }

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        if (subject is null) throw new ArgumentNullException(nameof(subject), "subject must not be null");
        if (message is null) throw new ArgumentNullException(nameof(message), "message must not be null");
        return BeginWatch(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        if (subject is null) throw new ArgumentNullException(nameof(subject), "subject must not be null");
        var watchee = (IInternalActorRef)subject;
        if (!watchee.Equals(Self) && _watching is not null && _watching.Remove(watchee))
        {
            watchee.SendSystemMessage(new Unwatch(watchee, _self));
            HearOfLostAddresses();
        }

        _terminatedQueued?.Remove(watchee);
        return watchee;
    }

    /// <summary>A stashed Terminated goes back into the mailbox.</summary>
    internal void TerminatedQueuedFor(IActorRef subject, object customMessage) => (_terminatedQueued ??= []).TryAdd(subject, customMessage);

    protected void ReceivedTerminated(Terminated t)
    {
        if (_terminatedQueued is not null && _terminatedQueued.Remove(t.ActorRef, out var custom)) ReceiveMessage(custom ?? t);
    }

    private IActorRef BeginWatch(IActorRef subject, object message)
    {
        var watchee = (IInternalActorRef)subject;
        if (watchee.Equals(Self) || (_watching is not null && _watching.ContainsKey(watchee))) return watchee;
        watchee.SendSystemMessage(new Watch(watchee, _self));
        (_watching ??= []).Add(watchee, message);
        if (!watchee.IsLocal) HearOfLostAddresses(addedRemote: true);
        return watchee;
    }

    private void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        if (_watching is not null && _watching.Remove(actor, out var custom))
        {
            if (!IsTerminating)
            {
                Self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated), actor);
                TerminatedQueuedFor(actor, custom);
            }

            HearOfLostAddresses();
        }

        if (_children.TryGetByRef(actor, out _)) HandleChildTerminated(actor);
    }

    private void TellWatchersWeDied()
    {
        if (_watchedBy is null) return;
        foreach (var watcher in _watchedBy.Cast<IInternalActorRef>().OrderBy(static watcher => watcher.IsLocal)) // others first: theirs is the longer way
            if (!watcher.Equals(Parent)) watcher.SendSystemMessage(new DeathWatchNotification(Self, true, false));
        _watchedBy = null;
        HearOfLostAddresses();
    }

    private void UnwatchWatchedActors()
    {
        if (_watching is not null)
            foreach (var watchee in _watching.Keys.Cast<IInternalActorRef>()) watchee.SendSystemMessage(new Unwatch(watchee, _self));
        _watching = null;
        _terminatedQueued = null;
        HearOfLostAddresses();
    }

    /// <summary>Whoever watched from there is gone; whoever was watched there ends now for this actor.</summary>
    private void WatchedAddressTerminated(Address address)
    {
        _watchedBy?.RemoveWhere(watcher => watcher.Path.Address == address);
        if (_watching is not null)
            foreach (var gone in _watching.Keys.Where(watchee => watchee.Path.Address == address).ToList())
                _self.SendSystemMessage(new DeathWatchNotification(gone, true, true));
        HearOfLostAddresses();
    }

    /// <summary>Listens for lost addresses exactly while there are watches over the network, in either direction.</summary>
    private void HearOfLostAddresses(bool addedRemote = false)
    {
        if (!addedRemote && !_hearsOfLostAddresses) return; // the usual case: everything is local
        var needed = (_watching is not null && _watching.Keys.Any(IsRemote)) || (_watchedBy is not null && _watchedBy.Any(IsRemote));
        if (needed == _hearsOfLostAddresses) return;
        _hearsOfLostAddresses = needed;
        if (needed) AddressTerminatedTopic.Get(_system).Subscribe(Self);
        else AddressTerminatedTopic.Get(_system).Unsubscribe(Self);

        static bool IsRemote(IActorRef actor) => actor is IActorRefScope { IsLocal: false };
    }

    private void AddWatcher(IActorRef watchee, IActorRef watcher)
    {
        var watcheeIsSelf = watchee.Equals(Self);
        var watcherIsSelf = watcher.Equals(Self);
        if (watcheeIsSelf && !watcherIsSelf)
        {
            var added = (_watchedBy ??= []).Add(watcher);
            if (added && watcher is IActorRefScope { IsLocal: false }) HearOfLostAddresses(addedRemote: true);
            if (added && _system.Settings.DebugLifecycle)
                Publish(new Debug(Self.Path.ToString(), ActorType, $"now watched by {watcher}"));
        }
        else if (!watcheeIsSelf && watcherIsSelf)
        {
            Watch(watchee);
        }
        else
        {
            Publish(new Warning(Self.Path.ToString(), ActorType, $"BUG: illegal Watch({watchee},{watcher} for {Self}"));
        }
    }

    private void RemoveWatcher(IActorRef watchee, IActorRef watcher)
    {
        var watcheeIsSelf = watchee.Equals(Self);
        var watcherIsSelf = watcher.Equals(Self);
        if (watcheeIsSelf && !watcherIsSelf)
        {
            var removed = _watchedBy is not null && _watchedBy.Remove(watcher);
            if (removed && watcher is IActorRefScope { IsLocal: false }) HearOfLostAddresses();
            if (removed && _system.Settings.DebugLifecycle)
                Publish(new Debug(Self.Path.ToString(), ActorType, $"no longer watched by {watcher}"));
        }
        else if (!watcheeIsSelf && watcherIsSelf)
        {
            Unwatch(watchee);
        }
        else
        {
            Publish(new Warning(Self.Path.ToString(), ActorType, $"BUG: illegal Unwatch({watchee},{watcher} for {Self}"));
        }
    }
}
