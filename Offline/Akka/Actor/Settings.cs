using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The configuration of a system, read.</summary>
public class Settings
{
    private readonly Config _userConfig;
    private readonly HashSet<string> _injected = [];
    private Config _fallbackConfig = ConfigurationFactory.Default();

    public Settings(ActorSystem system, Config config)
        : this(system, config, ActorSystemSetup.Empty)
    {
    }

    public Settings(ActorSystem system, Config config, ActorSystemSetup setup)
    {
        Setup = setup;
        _userConfig = config;
        RebuildConfig();
        System = system;

        ProviderSelectionType = ProviderSelection.GetProvider(Setup.Get<BootstrapSetup>()
            .FlatSelect(static bootstrap => bootstrap.ActorRefProvider)
            .Select(static provider => provider.Fqn)
            .GetOrElse(Config.GetString("akka.actor.provider", null)));
        ProviderClass = ProviderSelectionType.Fqn;
        HasCluster = ProviderSelectionType.HasCluster;
        Load<IActorRefProvider>("akka.actor.provider", ProviderClass);

        ConfigVersion = Config.GetString("akka.version", null);
        Home = Config.GetString("akka.home", "");
        SupervisorStrategyClass = Config.GetString("akka.actor.guardian-supervisor-strategy", null);
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout", null, allowInfinite: true);
        CreationTimeout = Config.GetTimeSpan("akka.actor.creation-timeout", null);
        UnstartedPushTimeout = Config.GetTimeSpan("akka.actor.unstarted-push-timeout", null);
        SerializeAllMessages = Config.GetBoolean("akka.actor.serialize-messages", false);
        SerializeAllCreators = Config.GetBoolean("akka.actor.serialize-creators", false);

        LogLevel = Config.GetString("akka.loglevel", null);
        StdoutLogLevel = Config.GetString("akka.stdout-loglevel", null);
        StdoutLogger = CreateStdoutLogger(Config.GetString("akka.stdout-logger-class", null));
        Loggers = Config.GetStringList("akka.loggers", []);
        LoggersDispatcher = Config.GetString("akka.loggers-dispatcher", null);
        LoggerStartTimeout = Config.GetTimeSpan("akka.logger-startup-timeout", null);
        LoggerAsyncStart = Config.GetBoolean("akka.logger-async-start", false);
        LogFormatter = CreateFormatter(Config.GetString("akka.logger-formatter", null));
        LogConfigOnStart = Config.GetBoolean("akka.log-config-on-start", false);
        LogSerializerOverrideOnStart = Config.GetBoolean("akka.log-serializer-override-on-start", true);
        LogDeadLetters = Config.GetString("akka.log-dead-letters", null) switch
        {
            "on" or "true" or "yes" => int.MaxValue,
            "off" or "false" or "no" => 0,
            _ => Config.GetInt("akka.log-dead-letters", 0),
        };
        LogDeadLettersDuringShutdown = Config.GetBoolean("akka.log-dead-letters-during-shutdown", false);
        LogDeadLettersSuspendDuration = Config.GetTimeSpan("akka.log-dead-letters-suspend-duration", null, allowInfinite: true);

        AddLoggingReceive = Config.GetBoolean("akka.actor.debug.receive", false);
        DebugAutoReceive = Config.GetBoolean("akka.actor.debug.autoreceive", false);
        DebugLifecycle = Config.GetBoolean("akka.actor.debug.lifecycle", false);
        DebugEventStream = Config.GetBoolean("akka.actor.debug.event-stream", false);
        DebugUnhandledMessage = Config.GetBoolean("akka.actor.debug.unhandled", false);
        DebugTimerScheduler = Config.GetBoolean("akka.actor.debug.log-timers");

        SchedulerClass = Config.GetString("akka.scheduler.implementation", null);
        SchedulerShutdownTimeout = Config.GetTimeSpan("akka.scheduler.shutdown-timeout", null);
        CoordinatedShutdownTerminateActorSystem = Config.GetBoolean("akka.coordinated-shutdown.terminate-actor-system");
        CoordinatedShutdownRunByActorSystemTerminate = Config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate");
        if (CoordinatedShutdownRunByActorSystemTerminate && !CoordinatedShutdownTerminateActorSystem)
            throw new ConfigurationException("akka.coordinated-shutdown.run-by-actor-system-terminate=on and "
                + "akka.coordinated-shutdown.terminate-actor-system=off is not a supported configuration combination.");
    }

    public ActorSystem System { get; }

    public Config Config { get; private set; }

    public ActorSystemSetup Setup { get; }

    public bool HasCluster { get; }

    public ProviderSelection ProviderSelectionType { get; }

    public string ConfigVersion { get; }

    public string Home { get; }

    public string ProviderClass { get; }

    public string SupervisorStrategyClass { get; }

    public bool SerializeAllMessages { get; }

    public bool SerializeAllCreators { get; }

    public TimeSpan AskTimeout { get; }

    public TimeSpan CreationTimeout { get; }

    public TimeSpan UnstartedPushTimeout { get; }

    public string LogLevel { get; }

    public string StdoutLogLevel { get; }

    public MinimalLogger StdoutLogger { get; }

    public IList<string> Loggers { get; }

    public string LoggersDispatcher { get; }

    public TimeSpan LoggerStartTimeout { get; }

    public bool LoggerAsyncStart { get; }

    public ILogMessageFormatter LogFormatter { get; }

    public bool LogConfigOnStart { get; }

    public bool LogSerializerOverrideOnStart { get; }

    /// <summary>Dead letters to log; int.MaxValue for all.</summary>
    public int LogDeadLetters { get; }

    public bool LogDeadLettersDuringShutdown { get; }

    public TimeSpan LogDeadLettersSuspendDuration { get; }

    public bool AddLoggingReceive { get; }

    public bool DebugAutoReceive { get; }

    public bool DebugLifecycle { get; }

    public bool DebugEventStream { get; }

    public bool DebugUnhandledMessage { get; }

    public bool DebugTimerScheduler { get; }

    public string SchedulerClass { get; }

    public TimeSpan SchedulerShutdownTimeout { get; }

    public bool CoordinatedShutdownTerminateActorSystem { get; }

    public bool CoordinatedShutdownRunByActorSystemTerminate { get; }

    /// <summary>Defaults of an extension, below everything the application says.</summary>
    public void InjectTopLevelFallback(Config config)
    {
        if (!_injected.Add(config.ToString())) return;
        _fallbackConfig = config.SafeWithFallback(_fallbackConfig);
        RebuildConfig();
    }

    public override string ToString() => Config.Root.ToString();

    private void RebuildConfig()
    {
        Config = _userConfig.SafeWithFallback(_fallbackConfig);
        if (System is not ActorSystemImpl system) return;
        system.Dispatchers?.ReloadPrerequisites(new DefaultDispatcherPrerequisites(system.EventStream, system.Scheduler, this, system.Mailboxes));
        system.ReloadSerialization();
    }

    private static Type Load<T>(string key, string name)
    {
        var type = Type.GetType(name) ?? throw new ConfigurationException($"'{key}' is not a valid type name : '{name}'");
        return typeof(T).IsAssignableFrom(type) ? type : throw new ConfigurationException($"'{key}' is no {typeof(T).Name}: '{name}'");
    }

    private static MinimalLogger CreateStdoutLogger(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) return new StandardOutLogger();
        var type = Type.GetType(name) ?? throw new ArgumentException($"Could not load type of {name} for standard out logger.");
        if (!typeof(MinimalLogger).IsAssignableFrom(type))
            throw new ArgumentException("Standard out logger type must inherit from the MinimalLogger abstract class.");
        return (MinimalLogger)Activator.CreateInstance(type);
    }

    private static ILogMessageFormatter CreateFormatter(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) return DefaultLogMessageFormatter.Instance;
        var type = Type.GetType(name) ?? throw new ArgumentException($"Could not load type of {name} for ILogMessageFormatter.");
        if (!typeof(ILogMessageFormatter).IsAssignableFrom(type))
            throw new ArgumentException("Log formatter type must inherit from the ILogMessageFormatter interface.");
        return type == typeof(DefaultLogMessageFormatter) ? DefaultLogMessageFormatter.Instance : (ILogMessageFormatter)Activator.CreateInstance(type);
    }
}
