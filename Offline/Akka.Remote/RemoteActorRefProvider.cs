using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Configuration;
using Akka.Serialization;

namespace Akka.Remote;

/// <summary>References of this process and of others.</summary>
public class RemoteActorRefProvider : IRemoteActorRefProvider
{
    private readonly LocalActorRefProvider _local;
    private readonly ILoggingAdapter _log;
    private ActorSystemImpl _system;
    private Remoting _transport;
    private Information _information;

    /// <exception cref="ConfigurationException">The section akka.remote cannot be read.</exception>
    public RemoteActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        settings.InjectTopLevelFallback(RemoteConfigFactory.Default());
        Deployer = new Deployer(settings);
        _local = new LocalActorRefProvider(systemName, settings, eventStream, Deployer, path => new DeadLetterActorRef(this, path, eventStream));
        _log = _local.Log;
        RemoteSettings = new RemoteSettings(settings.Config);
    }

    public IInternalActorRef RemoteDaemon { get; private set; }

    public RemoteTransport Transport => _transport;

    public RemoteSettings RemoteSettings { get; }

    public IActorRef RemoteWatcher { get; private set; }

    public ActorPath RootPath => _local.RootPath;

    public IInternalActorRef RootGuardian => _local.RootGuardian;

    public LocalActorRef Guardian => _local.Guardian;

    public LocalActorRef SystemGuardian => _local.SystemGuardian;

    public IInternalActorRef TempContainer => _local.TempContainer;

    public IActorRef DeadLetters => _local.DeadLetters;

    public IActorRef IgnoreRef => _local.IgnoreRef;

    public Deployer Deployer { get; protected set; }

    public Settings Settings => _local.Settings;

    public Task TerminationTask => _local.TerminationTask;

    /// <summary>Null until the system listens.</summary>
    public Address DefaultAddress => _transport?.DefaultAddress;

    public Information SerializationInformation
    {
        get
        {
            if (_information is not null) return _information;
            return DefaultAddress is { } address ? _information = new Information(address, _system) : _local.SerializationInformation;
        }
    }

    public virtual void Init(ActorSystemImpl system)
    {
        _system = system;
        _local.Init(system);
        RemoteDaemon = new VirtualPathContainer(this, RootPath / "remote", RootGuardian, _log);
        _local.RegisterExtraName("remote", RemoteDaemon);
        _transport = new Remoting(system, this);
        system.SystemActorOf(
            RemoteSettings.ConfigureDispatcher(Props.Create(typeof(RemotingTerminator), _local.SystemGuardian, _transport)), "remoting-terminator");
        _transport.Start();
        RemoteWatcher = CreateRemoteWatcher(system);
    }

    public IInternalActorRef ActorOf(
        ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService, Deploy deploy, bool lookupDeploy, bool async) =>
        _local.ActorOf(system, props, supervisor, path, systemService, deploy, lookupDeploy, async);

    public ActorPath TempPath() => _local.TempPath();

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _local.RegisterTempActor(actorRef, path);

    public void UnregisterTempActor(ActorPath path) => _local.UnregisterTempActor(path);

    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => _local.CreateFutureRef(tcs);

    public bool HasAddress(Address address) => RootPath.Address.Equals(address) || (_transport?.Addresses.Contains(address) ?? false);

    public IActorRef RootGuardianAt(Address address) =>
        HasAddress(address) ? RootGuardian : CreateRemoteRef(new RootActorPath(address), _transport.LocalAddressForRemote(address));

    public IInternalActorRef ResolveActorRefWithLocalAddress(string path, Address localAddress)
    {
        if (!ActorPath.TryParse(path, out var actorPath) || (actorPath.Address.HasLocalScope && !HasAddress(actorPath.Address)))
        {
            _log.Debug("resolve of unknown path [{0}] failed", path);
            return (IInternalActorRef)DeadLetters;
        }

        if (!HasAddress(actorPath.Address)) return CreateRemoteRef(actorPath, localAddress);
        return actorPath is RootActorPath ? RootGuardian : (IInternalActorRef)ResolveActorRef(path);
    }

    public IActorRef ResolveActorRef(string path) => InternalResolveActorRef(path);

    public IActorRef InternalResolveActorRef(string path)
    {
        if (path.Length == 0) return ActorRefs.NoSender;
        if (ActorPath.TryParse(path, out var actorPath)) return IgnoreActorRef.IsIgnoreRefPath(actorPath) ? IgnoreRef : ResolveActorRef(actorPath);
        _log.Debug("resolve of unknown path [{0}] failed", path);
        return DeadLetters;
    }

    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        if (HasAddress(actorPath.Address)) return _local.ResolveIncarnation(actorPath);
        try
        {
            return CreateRemoteRef(actorPath, _transport.LocalAddressForRemote(actorPath.Address));
        }
        catch (Exception e)
        {
            _log.Warning("Error while resolving address [{0}] due to [{1}]", actorPath.Address, e.Message);
            return new EmptyLocalActorRef(this, RootPath, _local.EventStream);
        }
    }

    public Address GetExternalAddressFor(Address address)
    {
        if (HasAddress(address)) return RootPath.Address;
        if (string.IsNullOrEmpty(address.Host) || !address.Port.HasValue) return null;
        try
        {
            return _transport.LocalAddressForRemote(address);
        }
        catch (RemoteTransportException)
        {
            return null; // the question is whether there is one
        }
    }

    public void Quarantine(Address address, int? uid) => _transport.Quarantine(address, uid);

    protected virtual IActorRef CreateRemoteWatcher(ActorSystemImpl system) => system.SystemActorOf(
        RemoteSettings.ConfigureDispatcher(Remote.RemoteWatcher.Props(
            CreateRemoteWatcherFailureDetector(system),
            RemoteSettings.WatchHeartBeatInterval,
            RemoteSettings.WatchUnreachableReaperInterval,
            RemoteSettings.WatchHeartbeatExpectedResponseAfter)),
        "remote-watcher");

    protected DefaultFailureDetectorRegistry<Address> CreateRemoteWatcherFailureDetector(ActorSystem system) => new(() =>
        FailureDetectorLoader.Load(RemoteSettings.WatchFailureDetectorImplementationClass, RemoteSettings.WatchFailureDetectorConfig, system));

    protected virtual IInternalActorRef CreateRemoteRef(ActorPath actorPath, Address localAddress) =>
        new RemoteActorRef(_transport, localAddress, actorPath, ActorRefs.Nobody, Props.None, Deploy.None);
}
