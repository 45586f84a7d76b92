using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence.Journal;

namespace Akka.Persistence;

/// <summary>Starts each journal and snapshot store once, under /system, when it is first asked for.</summary>
public class PersistenceExtension : IExtension
{
    private const string NoSnapshotStore = "akka.persistence.no-snapshot-store";
    private const string JournalFallback = "akka.persistence.journal-plugin-fallback";
    private const string SnapshotStoreFallback = "akka.persistence.snapshot-store-plugin-fallback";

    private readonly Config _config;
    private readonly ExtendedActorSystem _system;
    private readonly Lazy<string> _defaultJournal;
    private readonly Lazy<string> _defaultSnapshotStore;
    private readonly Lazy<IStashOverflowStrategy> _defaultStashOverflowStrategy;
    private readonly Lazy<IActorRef> _recoveryPermitter;
    private readonly ConcurrentDictionary<string, Lazy<Plugin>> _plugins = new();

    public PersistenceExtension(ExtendedActorSystem system)
    {
        _system = system;
        _system.Settings.InjectTopLevelFallback(Persistence.DefaultConfig());
        _config = system.Settings.Config.GetConfig("akka.persistence");
        if (_config.IsNullOrEmpty())
            throw ConfigurationException.NullOrEmptyConfig<PersistenceExtension>("akka.persistence");
        _defaultJournal = new Lazy<string>(() => _config.GetString("journal.plugin") is { Length: > 0 } plugin
            ? plugin
            : throw new NullReferenceException("Default journal plugin is not configured"));
        _defaultSnapshotStore = new Lazy<string>(DefaultSnapshotStore);
        _defaultStashOverflowStrategy = new Lazy<IStashOverflowStrategy>(() =>
        {
            var configurator = Type.GetType(_config.GetString("internal-stash-overflow-strategy"), throwOnError: true);
            return ((IStashOverflowStrategyConfigurator)Activator.CreateInstance(configurator)).Create(_system.Settings.Config);
        });
        _recoveryPermitter = new Lazy<IActorRef>(() =>
            _system.SystemActorOf(Akka.Persistence.RecoveryPermitter.Props(_config.GetInt("max-concurrent-recoveries")), "recoveryPermitter"));
        Settings = new PersistenceSettings(_system, _config);
        foreach (var journal in _config.GetStringList("journal.auto-start-journals", []))
            JournalFor(journal);
        foreach (var store in _config.GetStringList("snapshot-store.auto-start-snapshot-stores", []))
            SnapshotStoreFor(store);
    }

    public IStashOverflowStrategy DefaultInternalStashOverflowStrategy => _defaultStashOverflowStrategy.Value;

    public PersistenceSettings Settings { get; }

    public string PersistenceId(IActorRef actor) => actor.Path.ToStringWithoutAddress();

    public EventAdapters AdaptersFor(string journalPluginId) => JournalPlugin(journalPluginId).Adapters;

    /// <exception cref="ArgumentException">No such section, or no class in it.</exception>
    public IActorRef JournalFor(string journalPluginId) => JournalPlugin(journalPluginId).Ref;

    /// <exception cref="ArgumentException">No such section, or no class in it.</exception>
    public IActorRef SnapshotStoreFor(string snapshotPluginId) =>
        PluginFor(string.IsNullOrEmpty(snapshotPluginId) ? _defaultSnapshotStore.Value : snapshotPluginId, SnapshotStoreFallback).Ref;

    internal IActorRef RecoveryPermitter() => _recoveryPermitter.Value;

    internal EventAdapters AdaptersFor(IActorRef journalPluginActor) =>
        Find(journalPluginActor)?.Adapters ?? IdentityEventAdapters.Instance;

    internal Config JournalConfigFor(string journalPluginId) => JournalPlugin(journalPluginId).Config;

    internal Config ConfigFor(IActorRef pluginActor) =>
        Find(pluginActor)?.Config ?? throw new ArgumentException($"Unknown plugin actor {pluginActor}");

    private Plugin JournalPlugin(string id) => PluginFor(string.IsNullOrEmpty(id) ? _defaultJournal.Value : id, JournalFallback);

    // Waits for a plugin that another thread is starting: the plugin itself asks here from its constructor.
    private Plugin Find(IActorRef actor) => _plugins.Values.Select(plugin => plugin.Value).FirstOrDefault(plugin => plugin.Ref.Equals(actor));

    private Plugin PluginFor(string path, string fallbackPath) =>
        _plugins.GetOrAdd(path, id => new Lazy<Plugin>(() => Start(id, fallbackPath))).Value;

    private Plugin Start(string path, string fallbackPath)
    {
        var all = _system.Settings.Config;
        if (!all.HasPath(path))
            throw new ArgumentException($"Persistence config is missing plugin config path for: {path}");
        var own = all.GetConfig(path);
        var config = own.WithFallback(all.GetConfig(fallbackPath));
        var className = config.GetString("class");
        if (string.IsNullOrEmpty(className))
            throw new ArgumentException($"Plugin class name must be defined in config property [{path}.class]");
        var type = Type.GetType(className, throwOnError: true);
        object[] arguments = type.GetConstructor([typeof(Config)]) != null ? [config] : [];
        var props = new Props(type, arguments).WithDispatcher(config.GetString("plugin-dispatcher"));
        return new Plugin(_system.SystemActorOf(props, path), EventAdapters.Create(_system, own), config);
    }

    private string DefaultSnapshotStore()
    {
        if (_config.GetString("snapshot-store.plugin") is { Length: > 0 } plugin)
            return plugin;
        _system.Log.Warning("No default snapshot store configured! Set akka.persistence.snapshot-store.plugin to configure one.");
        return NoSnapshotStore;
    }

    private sealed record Plugin(IActorRef Ref, EventAdapters Adapters, Config Config);
}
