using Akka.Actor;
using Akka.Configuration;

namespace Akka.Remote;

/// <summary>The section akka.remote, read.</summary>
public class RemoteSettings
{
    public static readonly string AkkaScheme = "akka";

    /// <exception cref="ConfigurationException">The configuration, or that of an enabled transport, is empty.</exception>
    public RemoteSettings(Config config)
    {
        if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<RemoteSettings>();
        Config = config;
        LogReceive = config.GetBoolean("akka.remote.log-received-messages");
        LogSend = config.GetBoolean("akka.remote.log-sent-messages");
        LogBufferSizeExceeding = config.GetString("akka.remote.log-buffer-size-exceeding", "").ToLowerInvariant() is "off" or "false" or "no"
            ? int.MaxValue
            : config.GetInt("akka.remote.log-buffer-size-exceeding");
        UntrustedMode = config.GetBoolean("akka.remote.untrusted-mode");
        TrustedSelectionPaths = [.. config.GetStringList("akka.remote.trusted-selection-paths", [])];
        RemoteLifecycleEventsLogLevel = config.GetString("akka.remote.log-remote-lifecycle-events", "DEBUG");
        if (RemoteLifecycleEventsLogLevel.ToLowerInvariant() is "on" or "yes" or "true") RemoteLifecycleEventsLogLevel = "DEBUG";

        Dispatcher = config.GetString("akka.remote.use-dispatcher", null);
        FlushWait = config.GetTimeSpan("akka.remote.flush-wait-on-shutdown", null);
        ShutdownTimeout = config.GetTimeSpan("akka.remote.shutdown-timeout", null);
        StartupTimeout = config.GetTimeSpan("akka.remote.startup-timeout", null);
        CommandAckTimeout = config.GetTimeSpan("akka.remote.command-ack-timeout", null);
        TransportNames = config.GetStringList("akka.remote.enabled-transports", []);
        Transports = [.. TransportNames.Select(name => new TransportSettings(config.GetConfig(name)))];
        Adapters = config.GetConfig("akka.remote.adapters") is { IsEmpty: false } adapters
            ? adapters.AsEnumerable().ToDictionary(static entry => entry.Key, static entry => entry.Value.GetString())
            : new Dictionary<string, string>();

        BackoffPeriod = config.GetTimeSpan("akka.remote.backoff-interval", null);
        RetryGateClosedFor = config.GetTimeSpan("akka.remote.retry-gate-closed-for", TimeSpan.Zero);
        UsePassiveConnections = config.GetBoolean("akka.remote.use-passive-connections");
        SysMsgBufferSize = config.GetInt("akka.remote.system-message-buffer-size");
        SysResendTimeout = config.GetTimeSpan("akka.remote.resend-interval", null);
        SysResendLimit = config.GetInt("akka.remote.resend-limit");
        InitialSysMsgDeliveryTimeout = config.GetTimeSpan("akka.remote.initial-system-message-delivery-timeout", null);
        QuarantineSilentSystemTimeout = config.GetTimeSpan("akka.remote.quarantine-after-silence", null);
        SysMsgAckTimeout = config.GetTimeSpan("akka.remote.system-message-ack-piggyback-timeout", null);
        QuarantineDuration = config.GetTimeSpan("akka.remote.prune-quarantine-marker-after", null);

        WatchFailureDetectorConfig = config.GetConfig("akka.remote.watch-failure-detector");
        WatchFailureDetectorImplementationClass = WatchFailureDetectorConfig.GetString("implementation-class", null);
        WatchHeartBeatInterval = WatchFailureDetectorConfig.GetTimeSpan("heartbeat-interval", null);
        WatchUnreachableReaperInterval = WatchFailureDetectorConfig.GetTimeSpan("unreachable-nodes-reaper-interval", null);
        WatchHeartbeatExpectedResponseAfter = WatchFailureDetectorConfig.GetTimeSpan("expected-response-after", null);
    }

    public Config Config { get; }

    public HashSet<string> TrustedSelectionPaths { get; set; }

    public bool UntrustedMode { get; set; }

    public bool LogSend { get; set; }

    public bool LogReceive { get; set; }

    /// <summary>Messages; int.MaxValue for never.</summary>
    public int LogBufferSizeExceeding { get; set; }

    public string RemoteLifecycleEventsLogLevel { get; set; }

    public string Dispatcher { get; set; }

    public TimeSpan ShutdownTimeout { get; set; }

    public TimeSpan FlushWait { get; set; }

    public IList<string> TransportNames { get; set; }

    public IDictionary<string, string> Adapters { get; set; }

    public TransportSettings[] Transports { get; set; }

    public TimeSpan BackoffPeriod { get; set; }

    public TimeSpan RetryGateClosedFor { get; set; }

    public bool UsePassiveConnections { get; set; }

    public int SysMsgBufferSize { get; set; }

    public int SysResendLimit { get; set; }

    public TimeSpan SysResendTimeout { get; set; }

    public TimeSpan InitialSysMsgDeliveryTimeout { get; set; }

    public TimeSpan QuarantineSilentSystemTimeout { get; set; }

    public TimeSpan SysMsgAckTimeout { get; set; }

    public TimeSpan? QuarantineDuration { get; set; }

    public TimeSpan StartupTimeout { get; set; }

    public TimeSpan CommandAckTimeout { get; set; }

    public Config WatchFailureDetectorConfig { get; set; }

    public string WatchFailureDetectorImplementationClass { get; set; }

    public TimeSpan WatchHeartBeatInterval { get; set; }

    public TimeSpan WatchUnreachableReaperInterval { get; set; }

    public TimeSpan WatchHeartbeatExpectedResponseAfter { get; set; }

    public Props ConfigureDispatcher(Props props) => string.IsNullOrEmpty(Dispatcher) ? props : props.WithDispatcher(Dispatcher);

    /// <summary>One enabled transport.</summary>
    public class TransportSettings
    {
        public TransportSettings(Config config)
        {
            if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<TransportSettings>();
            TransportClass = config.GetString("transport-class", null);
            Adapters = [.. config.GetStringList("applied-adapters", []).Reverse()];
            Config = config;
        }

        public Config Config { get; set; }

        public IList<string> Adapters { get; set; }

        public string TransportClass { get; set; }
    }
}
