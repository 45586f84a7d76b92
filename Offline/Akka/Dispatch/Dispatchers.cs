using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>The dispatchers of a system, by the path of their section in configuration.</summary>
public sealed class Dispatchers
{
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";

    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";

    internal const string InternalDispatcherId = "akka.actor.internal-dispatcher";

    private const int MaxAliasDepth = 20;

    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators = new();

    public Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites, ILoggingAdapter logger)
    {
        Prerequisites = prerequisites;
        DefaultGlobalDispatcher = Lookup(DefaultDispatcherId);
        InternalDispatcher = Lookup(InternalDispatcherId);
    }

    public MessageDispatcher DefaultGlobalDispatcher { get; }

    public Config DefaultDispatcherConfig => IdConfig(DefaultDispatcherId).WithFallback(Settings.GetConfig(DefaultDispatcherId));

    public IDispatcherPrerequisites Prerequisites { get; private set; }

    internal MessageDispatcher InternalDispatcher { get; }

    private Config Settings => Prerequisites.Settings.Config;

    /// <summary>The section at <paramref name="id"/>, aliases followed; empty when there is none.</summary>
    public static Config GetConfig(Config config, string id, int depth = 0)
    {
        if (depth > MaxAliasDepth || !config.HasPath(id)) return ConfigurationFactory.Empty;
        var value = config.GetValue(id);
        if (value.IsObject()) return config.GetConfig(id);
        return value.IsString() ? GetConfig(config, config.GetString(id), depth + 1) : ConfigurationFactory.Empty;
    }

    /// <exception cref="ConfigurationException">There is no such section, or it describes no dispatcher.</exception>
    public MessageDispatcher Lookup(string dispatcherName) => LookupConfigurator(dispatcherName).Dispatcher();

    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || Settings.HasPath(id);

    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) => _configurators.TryAdd(id, configurator);

    internal void ReloadPrerequisites(IDispatcherPrerequisites prerequisites) => Prerequisites = prerequisites;

    private MessageDispatcherConfigurator LookupConfigurator(string id)
    {
        for (var depth = 0; depth < MaxAliasDepth; depth++)
        {
            if (_configurators.TryGetValue(id, out var known)) return known;
            if (!Settings.HasPath(id)) throw new ConfigurationException($"Dispatcher {id} not configured.");
            var value = Settings.GetValue(id);
            if (value.IsObject()) return _configurators.GetOrAdd(id, Create);
            if (!value.IsString())
                throw new ConfigurationException($"Expected either a dispatcher config or an alias at [{id}] but found [{value}]");
            id = value.GetString();
        }

        throw new ConfigurationException($"No dispatcher after {MaxAliasDepth} aliases, the last of them [{id}]: is there a circle?");
    }

    private static Config IdConfig(string id) => ConfigurationFactory.ParseString($"id: {id}");

    private MessageDispatcherConfigurator Create(string id)
    {
        var config = IdConfig(id)
            .WithFallback(Settings.GetConfig(id))
            .WithFallback(ConfigurationFactory.ParseString($"name: {id[(id.LastIndexOf('.') + 1)..]}"))
            .WithFallback(DefaultDispatcherConfig);
        var type = config.GetString("type", null);
        switch (type)
        {
            case "Dispatcher":
                return new DispatcherConfigurator(config, Prerequisites);
            case "TaskDispatcher":
                return new DispatcherConfigurator(WithExecutor("task-executor", config), Prerequisites);
            case "ForkJoinDispatcher":
                return new DispatcherConfigurator(WithExecutor("fork-join-executor", config), Prerequisites);
            case "PinnedDispatcher":
                return new PinnedDispatcherConfigurator(config, Prerequisites);
            case null:
                throw new ConfigurationException($"Could not resolve dispatcher for path {id}. type is null");
            default:
                var found = Type.GetType(type) ?? throw new ConfigurationException($"Could not resolve dispatcher type {type} for path {id}");
                return (MessageDispatcherConfigurator)Activator.CreateInstance(found, config, Prerequisites);
        }
    }

    private static Config WithExecutor(string executor, Config config) =>
        ConfigurationFactory.ParseString($"executor = {executor}").WithFallback(config);
}
