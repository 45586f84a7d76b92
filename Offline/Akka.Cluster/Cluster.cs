using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>This node's membership in a cluster of systems. One may join once: when it has ended here, a new system has to be built.</summary>
public class Cluster : IExtension
{
    private readonly ILoggingAdapter _log;
    private readonly Lazy<IDowningProvider> _downingProvider;
    private readonly Lazy<IActorRef> _core;
    private readonly IActorRef _daemon;
    private readonly ClusterReadView _readView;
    private Task _leaving;
    private int _terminated;

    /// <exception cref="ConfigurationException">The system's provider is not cluster, or a value of akka.cluster is none.</exception>
    public Cluster(ActorSystemImpl system)
    {
        System = system;
        Settings = new ClusterSettings(system.Settings.Config, system.Name);
        if (system.Provider is not IClusterActorRefProvider provider)
            throw new ConfigurationException($"[{system.Name}] needs akka.actor.provider = cluster, and has {system.Provider.GetType().FullName}");
        SelfUniqueAddress = new UniqueAddress(provider.Transport.DefaultAddress, AddressUidExtension.Uid(system));
        _log = Logging.GetLogger(system, "Cluster");
        FailureDetector = new DefaultFailureDetectorRegistry<Address>(() =>
            FailureDetectorLoader.Load(Settings.FailureDetectorImplementationClass, Settings.FailureDetectorConfig, system));
        Scheduler = system.Scheduler;
        _downingProvider = new Lazy<IDowningProvider>(LoadDowningProvider);
        _core = new Lazy<IActorRef>(AskForCore); // the daemon's children may ask for it before this constructor has it
        var settings = Settings;
        _daemon = system.SystemActorOf(Props.Create(() => new ClusterDaemon(settings)).WithDispatcher(settings.UseDispatcher), "cluster");
        _ = ClusterCore;
        _readView = new ClusterReadView(this);
        system.RegisterOnTermination(Shutdown);
        LogInfo("is ready to join");
    }

    public ClusterSettings Settings { get; }

    public UniqueAddress SelfUniqueAddress { get; }

    public Address SelfAddress => SelfUniqueAddress.Address;

    public ImmutableHashSet<string> SelfRoles => Settings.Roles;

    /// <summary>The cluster as this node knows it.</summary>
    public ClusterEvent.CurrentClusterState State => _readView.State;

    /// <summary>Before it has joined, with status Removed.</summary>
    public Member SelfMember => _readView.Self;

    /// <summary>The cluster has ended on this node.</summary>
    public bool IsTerminated => Volatile.Read(ref _terminated) != 0;

    /// <summary>Up or WeaklyUp.</summary>
    public bool IsUp => SelfMember.Status is MemberStatus.Up or MemberStatus.WeaklyUp;

    public ExtendedActorSystem System { get; }

    public DefaultFailureDetectorRegistry<Address> FailureDetector { get; }

    public IDowningProvider DowningProvider => _downingProvider.Value;

    internal IScheduler Scheduler { get; }

    internal IActorRef ClusterCore => _core.Value;

    internal ClusterReadView ReadView => _readView;

    public static Cluster Get(ActorSystem system) => system.WithExtension<Cluster, ClusterExtension>();

    /// <inheritdoc cref="Subscribe(IActorRef, ClusterEvent.SubscriptionInitialStateMode, Type[])"/>
    public void Subscribe(IActorRef subscriber, params Type[] to) => Subscribe(subscriber, ClusterEvent.InitialStateAsSnapshot, to);

    /// <summary>Tells the subscriber what is so now, and from then on every event of these types.</summary>
    /// <exception cref="ArgumentException">No type is given, or one that is no domain event.</exception>
    public void Subscribe(IActorRef subscriber, ClusterEvent.SubscriptionInitialStateMode initialStateMode, params Type[] to)
    {
        if (to.Length == 0) throw new ArgumentException("At least one `IClusterDomainEvent` class is required", nameof(to));
        if (Array.Find(to, static type => !typeof(ClusterEvent.IClusterDomainEvent).IsAssignableFrom(type)) is { } other)
            throw new ArgumentException($"Subscribe to `IClusterDomainEvent` or subclasses, was [{other.Name}]", nameof(to));
        ClusterCore.Tell(new InternalClusterAction.Subscribe(subscriber, initialStateMode, [.. to]));
    }

    public void Unsubscribe(IActorRef subscriber) => Unsubscribe(subscriber, null);

    public void Unsubscribe(IActorRef subscriber, Type to) => ClusterCore.Tell(new InternalClusterAction.Unsubscribe(subscriber, to));

    public void SendCurrentClusterState(IActorRef receiver) => ClusterCore.Tell(new InternalClusterAction.SendCurrentClusterState(receiver));

    /// <summary>Joins the cluster of that node; with this node's own address, forms one.</summary>
    public void Join(Address address) => ClusterCore.Tell(new ClusterUserAction.JoinTo(OrSelf(address)));

    /// <summary>As <see cref="Join"/>; completes when this node is a member.</summary>
    /// <exception cref="ClusterJoinFailedException">The cluster has ended here, or (from the task) the token was cancelled first.</exception>
    public Task JoinAsync(Address address, CancellationToken token = default) => UntilUp(() => Join(address), address.ToString(), token);

    /// <summary>Joins the first of these that answers. Only the first of the list may form a cluster by itself.</summary>
    public void JoinSeedNodes(IEnumerable<Address> seedNodes) =>
        ClusterCore.Tell(new InternalClusterAction.JoinSeedNodes([.. seedNodes.Select(OrSelf)]));

    /// <summary>As <see cref="JoinSeedNodes"/>; completes when this node is a member.</summary>
    /// <exception cref="ClusterJoinFailedException">The cluster has ended here, or (from the task) the token was cancelled first.</exception>
    public Task JoinSeedNodesAsync(IEnumerable<Address> seedNodes, CancellationToken token = default)
    {
        var nodes = seedNodes.ToList();
        return UntilUp(() => JoinSeedNodes(nodes), string.Join(", ", nodes), token);
    }

    /// <summary>That member leaves in good order; if it is this one, its system shuts down then.</summary>
    public void Leave(Address address)
    {
        if (OrSelf(address) == SelfAddress) _ = LeaveAsync();
        else ClusterCore.Tell(new ClusterUserAction.Leave(address));
    }

    /// <summary>Completes when this node is removed.</summary>
    public Task LeaveAsync()
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref _leaving, left.Task, null) is { } underWay) return underWay;
        RegisterOnMemberRemoved(() => left.TrySetResult());
        ClusterCore.Tell(new ClusterUserAction.Leave(SelfAddress));
        return left.Task;
    }

    /// <summary>As <see cref="LeaveAsync()"/>; the token ends only the waiting.</summary>
    public Task LeaveAsync(CancellationToken cancellationToken) => LeaveAsync().WaitAsync(cancellationToken);

    /// <summary>That member is to be removed without being asked. A node that hears that it was downed ends its cluster.</summary>
    public void Down(Address address) => ClusterCore.Tell(new ClusterUserAction.Down(OrSelf(address)));

    /// <summary>Calls back when this node is Up, at once if it is; from another thread.</summary>
    public void RegisterOnMemberUp(Action callback)
    {
        if (IsUp) callback();
        else _daemon.Tell(new InternalClusterAction.AddOnMemberUpListener(callback));
    }

    /// <summary>Calls back when this node is removed or the cluster ends here, at once if it has; from another thread.</summary>
    public void RegisterOnMemberRemoved(Action callback)
    {
        if (IsTerminated) callback();
        else _daemon.Tell(new InternalClusterAction.AddOnMemberRemovedListener(callback));
    }

    /// <summary>The path by which others reach this actor.</summary>
    public ActorPath RemotePathOf(IActorRef actorRef)
    {
        var path = actorRef.Path;
        return path.Address.HasGlobalScope ? path : (new RootActorPath(SelfAddress) / path.Elements).WithUid(path.Uid);
    }

    internal void Shutdown()
    {
        if (Interlocked.Exchange(ref _terminated, 1) != 0) return;
        LogInfo("ends");
        System.Stop(_daemon);
        _readView?.Dispose();
    }

    internal void LogInfo(string template, params object[] args)
    {
        if (Settings.LogInfo && _log.IsInfoEnabled) _log.Info("Cluster Node [{0}] - {1}", SelfAddress, string.Format(null, template, args));
    }

    private Task UntilUp(Action join, string target, CancellationToken token)
    {
        if (IsTerminated) throw new ClusterJoinFailedException("Cluster has already been terminated");
        if (IsUp) return Task.CompletedTask;
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(() => up.TrySetException(new ClusterJoinFailedException($"Node has not managed to join the cluster using provided address: {target}")));
        RegisterOnMemberUp(() => up.TrySetResult());
        join();
        return up.Task;
    }

    private Address OrSelf(Address address) => address.HasLocalScope && address.System == SelfAddress.System ? SelfAddress : address;

    private IDowningProvider LoadDowningProvider()
    {
        try
        {
            return (IDowningProvider)Activator.CreateInstance(Settings.DowningProviderType, System, this);
        }
        catch (Exception e)
        {
            throw new ConfigurationException($"Couldn't create downing provider of type [{Settings.DowningProviderType.FullName}]", e);
        }
    }

    private IActorRef AskForCore()
    {
        try
        {
            return _daemon.Ask<IActorRef>(new InternalClusterAction.GetClusterCoreRef(this), System.Settings.CreationTimeout).GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            _log.Error(e, "Cluster Node [{0}] - the cluster's actors did not start within akka.actor.creation-timeout = {1}", SelfAddress, System.Settings.CreationTimeout);
            Shutdown();
            return System.DeadLetters;
        }
    }
}
