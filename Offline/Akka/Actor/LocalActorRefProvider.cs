using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Serialization;
using Akka.Util;

namespace Akka.Actor;

/// <summary>References of one process.</summary>
public sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly EventStream _eventStream;
    private readonly ILoggingAdapter _log;
    private readonly ActorPath _tempNode;
    private readonly IInternalActorRef _deadLetters;
    private readonly Dictionary<string, IInternalActorRef> _extraNames = [];
    private readonly TaskCompletionSource<Status> _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ActorSystemImpl _system;
    private RootGuardianActorRef _rootGuardian;
    private VirtualPathContainer _tempContainer;
    private Information _information;
    private long _tempNumber;

    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream)
        : this(systemName, settings, eventStream, null, null)
    {
    }

    /// <param name="systemName">The name of the system.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="eventStream">Where dead letters are published.</param>
    /// <param name="deployer">The settings of single actors; null for those of the configuration.</param>
    /// <param name="deadLettersFactory">Makes the reference at /deadLetters; null for the usual one.</param>
    public LocalActorRefProvider(
        string systemName, Settings settings, EventStream eventStream, Deployer deployer, Func<ActorPath, IInternalActorRef> deadLettersFactory)
    {
        Settings = settings;
        _eventStream = eventStream;
        Deployer = deployer ?? new Deployer(settings);
        RootPath = new RootActorPath(new Address("akka", systemName));
        _log = Logging.GetLogger(eventStream, $"LocalActorRefProvider({RootPath.Address})");
        _deadLetters = deadLettersFactory?.Invoke(RootPath / "deadLetters") ?? new DeadLetterActorRef(this, RootPath / "deadLetters", eventStream);
        IgnoreRef = new IgnoreActorRef(this);
        _tempNode = RootPath / "temp";
    }

    public EventStream EventStream => _eventStream;

    public ILoggingAdapter Log => _log;

    public IActorRef DeadLetters => _deadLetters;

    public IActorRef IgnoreRef { get; }

    public Deployer Deployer { get; }

    public IInternalActorRef RootGuardian => _rootGuardian;

    public ActorPath RootPath { get; }

    public Settings Settings { get; }

    public LocalActorRef Guardian { get; private set; }

    public LocalActorRef SystemGuardian { get; private set; }

    public IInternalActorRef TempContainer => _tempContainer;

    public Task TerminationTask => _terminated.Task;

    public Address DefaultAddress => RootPath.Address;

    public Information SerializationInformation => _information
        ?? throw new InvalidOperationException("Too early access of SerializationInformation");

    public IActorRef RootGuardianAt(Address address) => address == RootPath.Address ? _rootGuardian : _deadLetters;

    public void Init(ActorSystemImpl system)
    {
        _system = system;
        _information = new Information(RootPath.Address, system);
        var mailbox = system.Mailboxes.Lookup(Mailboxes.DefaultMailboxId);
        var dispatcher = system.Dispatchers.InternalDispatcher;

        var rootStrategy = new OneForOneStrategy(e =>
        {
            _log.Error(e, "Guardian failed. Shutting down system");
            return Directive.Stop;
        });
        var supervisor = new RootGuardianSupervisor((RootActorPath)RootPath, this, _terminated, _log);
        _rootGuardian = new RootGuardianActorRef(
            system, Props.Create<GuardianActor>(rootStrategy), dispatcher, mailbox, supervisor, RootPath, _deadLetters, _extraNames);
        _tempContainer = new VirtualPathContainer(this, _tempNode, _rootGuardian, _log);
        _rootGuardian.SetTempContainer(_tempContainer);

        var userStrategy = SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create();
        var userProps = system.GuardianProps.GetOrElse(Props.Create<GuardianActor>(userStrategy));
        var userDispatcher = system.GuardianProps.HasValue ? system.Dispatchers.Lookup(userProps.Dispatcher) : dispatcher;
        Guardian = CreateGuardian("user", userProps, userDispatcher);
        var userGuardian = Guardian;
        SystemGuardian = CreateGuardian(
            "system", Props.Create(() => new SystemGuardianActor(userGuardian), SupervisorStrategy.DefaultStrategy), dispatcher);

        _rootGuardian.Start();
        Guardian.Start();
        SystemGuardian.Start();
        SystemGuardian.SendSystemMessage(new Watch(Guardian, SystemGuardian));
        _rootGuardian.SendSystemMessage(new Watch(SystemGuardian, _rootGuardian));
        _eventStream.StartDefaultLoggers(system);

        LocalActorRef CreateGuardian(string name, Props props, MessageDispatcher on)
        {
            _rootGuardian.Cell.ReserveChild(name);
            var guardian = new LocalActorRef(system, props, on, mailbox, _rootGuardian, RootPath / name);
            _rootGuardian.Cell.InitChild(guardian);
            return guardian;
        }
    }

    public ActorPath TempPath() => new ChildActorPath(_tempNode, Interlocked.Increment(ref _tempNumber).Base64Encode(), ActorCell.UndefinedUid);

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path)
    {
        if (!ReferenceEquals(path.Parent, _tempNode) && path.Parent != _tempNode)
            throw new InvalidOperationException("Cannot RegisterTempActor() with anything not obtained from tempPath()");
        _tempContainer.AddChild(path.Name, actorRef);
    }

    public void UnregisterTempActor(ActorPath path)
    {
        if (!ReferenceEquals(path.Parent, _tempNode) && path.Parent != _tempNode)
            throw new InvalidOperationException("Cannot UnregisterTempActor() with anything not obtained from tempPath()");
        _tempContainer.RemoveChild(path.Name);
    }

    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => new(tcs, TempPath(), this);

    /// <summary>A further name directly below the root.</summary>
    public void RegisterExtraName(string name, IInternalActorRef actor) => _extraNames.Add(name, actor);

    public IInternalActorRef ActorOf(
        ActorSystemImpl system,
        Props props,
        IInternalActorRef supervisor,
        ActorPath path,
        bool systemService,
        Deploy deploy,
        bool lookupDeploy,
        bool async)
    {
        var deployed = lookupDeploy ? Deployer.Lookup(path) : deploy;
        if (deployed is not null && !ReferenceEquals(deployed, Deploy.None))
        {
            if (deployed.Mailbox != Deploy.NoMailboxGiven) props = props.WithMailbox(deployed.Mailbox);
            if (deployed.Dispatcher != Deploy.NoDispatcherGiven) props = props.WithDispatcher(deployed.Dispatcher);
            if (deployed.StashCapacity != Deploy.NoStashSize) props = props.WithStashCapacity(deployed.StashCapacity);
        }

        if (!system.Dispatchers.HasDispatcher(props.Dispatcher))
            throw new ConfigurationException($"Dispatcher [{props.Dispatcher}] not configured for path {path}");
        try
        {
            var dispatcher = system.Dispatchers.Lookup(props.Dispatcher);
            var mailbox = system.Mailboxes.GetMailboxType(props, dispatcher.Configurator.Config);
            return new LocalActorRef(system, props, dispatcher, mailbox, supervisor, path);
        }
        catch (Exception e)
        {
            throw new ConfigurationException(
                $"Configuration problem while creating [{path}] with dispatcher [{props.Dispatcher}] and mailbox [{props.Mailbox}]", e);
        }
    }

    public IActorRef ResolveActorRef(string path)
    {
        if (ActorPath.TryParse(path, out var parsed) && parsed.Address == RootPath.Address) return Resolve(path, parsed);
        _log.Debug("Resolve of unknown path [{0}] failed. Invalid format.", path);
        return _deadLetters;
    }

    public IActorRef ResolveActorRef(ActorPath path)
    {
        if (path.Root == RootPath) return Resolve(path.ToStringWithUid(), path);
        _log.Debug("Resolve of foreign ActorPath [{0}] failed", path);
        return _deadLetters;
    }

    public Address GetExternalAddressFor(Address address) => address == RootPath.Address ? address : null;

    /// <summary>
    /// What is below the root at <paramref name="path"/>, whatever its address says, and only in the incarnation that its uid names. An absent actor gets a reference whose
    /// messages become dead letters.
    /// </summary>
    internal IInternalActorRef ResolveIncarnation(ActorPath path)
    {
        if (path.Depth == 0) return _rootGuardian;
        var elements = path.Elements.ToArray();
        if (path.Uid != ActorCell.UndefinedUid) elements[^1] += "#" + path.Uid;
        var child = _rootGuardian.GetChild(elements);
        if (!child.IsNobody()) return (IInternalActorRef)child;
        _log.Debug("Resolve of path sequence [/{0}] failed", string.Join("/", elements));
        return new EmptyLocalActorRef(_system.Provider, RootPath / elements, _eventStream);
    }

    private IActorRef Resolve(string text, ActorPath path)
    {
        if (path.Depth == 0)
        {
            _log.Debug("Resolve of empty path sequence fails (per definition)");
            return _deadLetters;
        }

        var child = _rootGuardian.GetChild(path.Elements); // by name alone: a later incarnation takes the place of an earlier one
        if (!child.IsNobody()) return child;
        _log.Debug("Resolve of path sequence [{0}] failed", text);
        return new EmptyLocalActorRef(this, path, _eventStream);
    }
}
