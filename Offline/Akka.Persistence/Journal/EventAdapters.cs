using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>The event adapters of one journal, by type of event; the most specific binding wins.</summary>
public class EventAdapters
{
    private readonly ConcurrentDictionary<Type, IEventAdapter> _byType = new();
    private readonly List<(Type Type, IEventAdapter Adapter)> _bindings;

    private protected EventAdapters(List<(Type Type, IEventAdapter Adapter)> bindings) => _bindings = bindings;

    /// <exception cref="ArgumentException">A type is bound to an adapter that is not defined, or one that is no adapter.</exception>
    public static EventAdapters Create(ExtendedActorSystem system, Config config)
    {
        var adapters = Entries(config, "event-adapters").ToDictionary(entry => entry.Key, entry => Instantiate(entry.Value.GetString(), system));
        var bindings = new List<(Type Type, IEventAdapter Adapter)>();
        foreach (var (name, value) in Entries(config, "event-adapter-bindings"))
        {
            var bound = value.IsArray() ? value.GetStringList() : [value.GetString()];
            if (bound.FirstOrDefault(adapter => !adapters.ContainsKey(adapter)) is { } unknown)
                throw new ArgumentException($"{name} was bound to undefined event-adapter: {unknown} "
                    + $"(bindings: [{string.Join(", ", bound)}], known adapters: [{string.Join(", ", adapters.Keys)}])");
            var type = Type.GetType(name, throwOnError: true);
            var general = bindings.FindIndex(binding => binding.Type.IsAssignableFrom(type));
            bindings.Insert(general < 0 ? bindings.Count : general, (type, Combine([.. bound.Select(adapter => adapters[adapter])])));
        }
        return new EventAdapters(bindings);
    }

    public IEventAdapter Get<T>() => Get(typeof(T));

    public virtual IEventAdapter Get(Type type) => _byType.GetOrAdd(type, wanted =>
        _bindings.FirstOrDefault(binding => binding.Type.IsAssignableFrom(wanted)).Adapter ?? IdentityEventAdapter.Instance);

    private static IEnumerable<KeyValuePair<string, Akka.Configuration.Hocon.HoconValue>> Entries(Config config, string path) =>
        config.GetValue(path)?.GetObject()?.Items ?? [];

    private static IEventAdapter Combine(IEventAdapter[] adapters)
    {
        if (adapters is [var only])
            return only;
        var writers = adapters.Where(adapter => adapter is NoopReadEventAdapter).ToArray();
        return writers.Length switch
        {
            0 => new NoopWriteEventAdapter(adapters),
            1 => new NoopReadEventAdapter(writers[0], [.. adapters.Where(adapter => adapter is NoopWriteEventAdapter)]),
            _ => throw new IllegalStateException("Cannot have multiple write adapters for a single adapter binding"),
        };
    }

    private static IEventAdapter Instantiate(string name, ExtendedActorSystem system)
    {
        var type = Type.GetType(name, throwOnError: true);
        var adapter = type.GetConstructor([typeof(ExtendedActorSystem)]) != null
            ? Activator.CreateInstance(type, system)
            : Activator.CreateInstance(type);
        return adapter switch
        {
            IEventAdapter both => both,
            IWriteEventAdapter writer => new NoopReadEventAdapter(writer),
            IReadEventAdapter reader => new NoopWriteEventAdapter(reader),
            _ => throw new ArgumentException($"Configured {name} does not implement any EventAdapter interface!"),
        };
    }
}

/// <summary>For a journal that has no adapters.</summary>
internal sealed class IdentityEventAdapters() : EventAdapters([])
{
    public static readonly EventAdapters Instance = new IdentityEventAdapters();

    public override IEventAdapter Get(Type type) => IdentityEventAdapter.Instance;
}
