namespace Akka.Actor.Internal;

/// <summary>Why an actor waits for children to end.</summary>
internal enum WaitReason
{
    /// <summary>It told some of them to stop; it goes on meanwhile.</summary>
    UserRequest,

    /// <summary>It will be made once they have ended.</summary>
    Creation,

    /// <summary>It will be made anew once they have ended.</summary>
    Recreation,

    /// <summary>It ends once they have ended.</summary>
    Termination,
}

/// <summary>The children of one actor. Guardians get children from any thread, hence the lock.</summary>
internal sealed class ChildrenContainer
{
    private static readonly List<ChildRestartStats> None = [];

    private Dictionary<string, ChildRestartStats> _byName; // null values are reserved names
    private HashSet<IActorRef> _dying;
    private WaitReason _reason;
    private Exception _cause;
    private bool _terminated;

    public bool IsTerminating
    {
        get
        {
            lock (this) return _terminated || (Dying && _reason == WaitReason.Termination);
        }
    }

    /// <summary>No restart and no end under way.</summary>
    public bool IsNormal
    {
        get
        {
            lock (this) return !_terminated && (!Dying || _reason == WaitReason.UserRequest);
        }
    }

    public bool IsWaitingForChildren
    {
        get
        {
            lock (this) return Dying && _reason is WaitReason.Creation or WaitReason.Recreation;
        }
    }

    private bool Dying => _dying is { Count: > 0 };

    public List<ChildRestartStats> Stats
    {
        get
        {
            if (_byName is null) return None;
            lock (this) return _byName is null ? None : _byName.Values.Where(static stats => stats is not null).ToList();
        }
    }

    public void Reserve(string name)
    {
        lock (this)
        {
            if (_terminated || (Dying && _reason == WaitReason.Termination))
                throw new InvalidOperationException($"Cannot reserve actor name '{name}': terminating or terminated");
            if (!(_byName ??= []).TryAdd(name, null)) throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
        }
    }

    public void Unreserve(string name)
    {
        lock (this)
        {
            if (_byName is not null && _byName.TryGetValue(name, out var stats) && stats is null) _byName.Remove(name);
        }
    }

    public ChildRestartStats Init(IInternalActorRef child)
    {
        lock (this)
        {
            if (_byName is null || !_byName.TryGetValue(child.Path.Name, out var stats)) return null;
            return stats ?? (_byName[child.Path.Name] = new ChildRestartStats(child));
        }
    }

    public bool TryGetByName(string name, out ChildRestartStats stats)
    {
        stats = null;
        if (_byName is null) return false;
        lock (this) return _byName is not null && _byName.TryGetValue(name, out stats) && stats is not null;
    }

    public bool TryGetByRef(IActorRef actor, out ChildRestartStats stats) =>
        TryGetByName(actor.Path.Name, out stats) && stats.Child.Equals(actor);

    public void ShallDie(IActorRef child)
    {
        lock (this)
        {
            if (!Dying) _reason = WaitReason.UserRequest;
            (_dying ??= []).Add(child);
        }
    }

    /// <summary>False when no child has to end first.</summary>
    public bool SetReason(WaitReason reason, Exception cause = null)
    {
        lock (this)
        {
            if (!Dying) return false;
            _reason = reason;
            _cause = cause;
            return true;
        }
    }

    /// <summary>A child has ended. True, with what was waited for, when it was the last that had to.</summary>
    public bool Remove(IActorRef child, out WaitReason reason, out Exception cause)
    {
        lock (this)
        {
            reason = _reason;
            cause = _cause;
            _byName?.Remove(child.Path.Name);
            if (!Dying || !_dying.Remove(child) || _dying.Count > 0) return false;
            if (_reason == WaitReason.Termination) _terminated = true;
            _cause = null;
            return true;
        }
    }

    public void SetTerminated()
    {
        lock (this)
        {
            _terminated = true;
            _byName = null;
            _dying = null;
        }
    }
}
