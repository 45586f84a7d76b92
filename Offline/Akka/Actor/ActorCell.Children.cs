using Akka.Actor.Internal;
using Akka.Util;

namespace Akka.Actor;

public partial class ActorCell
{
    private readonly ChildrenContainer _children = new();
    private long _unnamed = -1;

    internal ChildrenContainer ChildrenContainer => _children;

    private bool IsTerminating => _children.IsTerminating;

    public virtual IActorRef ActorOf(Props props, string name = null) => MakeChild(props, name, systemService: false);

    /// <summary>A child made from outside of the actor, by its system.</summary>
    public virtual IActorRef AttachChild(Props props, bool isSystemService, string name = null) => MakeChild(props, name, isSystemService);

    IActorRef IActorContext.Child(string name) => _children.TryGetByName(name, out var stats) ? stats.Child : ActorRefs.Nobody;

    IEnumerable<IActorRef> IActorContext.GetChildren() => GetChildren();

    public IEnumerable<IInternalActorRef> GetChildren()
    {
        var stats = _children.Stats;
        if (stats.Count == 0) return [];
        return stats.ConvertAll(static child => child.Child);
    }

    public IInternalActorRef GetSingleChild(string name)
    {
        var (plain, uid) = GetNameAndUid(name);
        return _children.TryGetByName(plain, out var stats) && (uid == UndefinedUid || uid == stats.Uid) ? stats.Child : ActorRefs.Nobody;
    }

    public void Stop(IActorRef child)
    {
        if (_children.TryGetByRef(child, out _)) _children.ShallDie(child);
        ((IInternalActorRef)child).Stop();
    }

    public void ReserveChild(string name) => _children.Reserve(name);

    public ChildRestartStats InitChild(IInternalActorRef actor) => _children.Init(actor);

    private static long NewUid() => Random.Shared.Next(1, int.MaxValue);

    private static string CheckName(string name)
    {
        if (name.Length == 0) throw new InvalidActorNameException("Actor name must not be empty.");
        if (!ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException($"Illegal actor name [{name}]. {ActorPath.ValidActorNameDescription}");
        return name;
    }

    private IInternalActorRef MakeChild(Props props, string name, bool systemService)
    {
        name = name is null ? Interlocked.Increment(ref _unnamed).Base64Encode("$") : CheckName(name);
        if (_system.Settings.SerializeAllCreators && !systemService && props.Deploy.Scope is not LocalScope) VerifySerializable(props);
        if (IsTerminating) throw new InvalidOperationException("Cannot create child while terminating or terminated");
        ReserveChild(name);
        IInternalActorRef child;
        try
        {
            child = _system.Provider.ActorOf(
                _system, props, _self, new ChildActorPath(Self.Path, name, NewUid()), systemService, deploy: null, lookupDeploy: true, async: false);
        }
        catch
        {
            _children.Unreserve(name);
            throw;
        }

        // A child of a suspended actor starts suspended, as often as its parent is.
        if (IsFailed)
            for (var i = Mailbox.SuspendCount(); i > 0; i--) child.Suspend();
        InitChild(child);
        child.Start();
        return child;
    }

    private void VerifySerializable(Props props)
    {
        foreach (var argument in props.Arguments)
        {
            if (argument is null or INoSerializationVerificationNeeded) continue;
            try
            {
                if (_system.Serialization.Copy(argument) is null) throw new ArgumentException("It came back as null.");
            }
            catch (Exception e)
            {
                throw new global::System.Runtime.Serialization.SerializationException(
                    $"Failed to serialize and deserialize actor props argument of type {argument.GetType()} for actor type [{props.Type}].", e);
            }
        }
    }

    private void SuspendChildren(ICollection<IActorRef> exceptFor = null)
    {
        foreach (var stats in _children.Stats)
            if (exceptFor is null || !exceptFor.Contains(stats.Child)) stats.Child.Suspend();
    }

    private void ResumeChildren(Exception causedByFailure, IActorRef perpetrator)
    {
        foreach (var stats in _children.Stats)
            stats.Child.Resume(perpetrator is not null && stats.Child.Equals(perpetrator) ? causedByFailure : null);
    }

    /// <summary>Counts the children only for a strategy that looks at them: one pass for each child that ends would be too many.</summary>
    private IEnumerable<IInternalActorRef> ChildrenWhenAsked()
    {
        foreach (var stats in _children.Stats) yield return stats.Child;
    }

    private void StopChildren()
    {
        foreach (var stats in _children.Stats) Stop(stats.Child);
    }
}
