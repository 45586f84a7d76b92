using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>Which serializer is for which type, as akka.actor.serializers and akka.actor.serialization-bindings say.</summary>
public class Serialization
{
    [ThreadStatic]
    internal static Information CurrentTransportInformation;

    private readonly Serializer _nullSerializer;
    private readonly ConcurrentDictionary<Type, Serializer> _bindings = new();
    private readonly ConcurrentDictionary<Type, Serializer> _found = new();
    private readonly ConcurrentDictionary<string, Type> _manifests = new();
    private readonly Dictionary<int, Serializer> _byId = [];
    private readonly Dictionary<string, Serializer> _byName = [];

    public Serialization(ExtendedActorSystem system)
    {
        System = system;
        AddSerializer("null", _nullSerializer = new NullSerializer(system));
        var config = system.Settings.Config;
        foreach (var (name, value) in Entries(config, "akka.actor.serializers"))
        {
            if (Type.GetType(value) is not { } type)
            {
                system.Log.Warning("The type name for serializer '{0}' did not resolve to an actual Type: '{1}'", name, value);
                continue;
            }

            var settings = config.GetConfig("akka.actor.serialization-settings." + name);
            AddSerializer(name, settings.IsNullOrEmpty()
                ? (Serializer)Activator.CreateInstance(type, system)
                : (Serializer)Activator.CreateInstance(type, system, settings));
        }

        foreach (var (typeName, name) in Entries(config, "akka.actor.serialization-bindings"))
        {
            if (Type.GetType(typeName) is not { } type)
                system.Log.Warning("The type name for message/serializer binding '{0}' did not resolve to an actual Type: '{1}'", name, typeName);
            else if (name is null || !_byName.TryGetValue(name, out var serializer))
                system.Log.Warning("Serialization binding to non existing serializer: '{0}'", name);
            else
                AddSerializationMap(type, serializer);
        }
    }

    public ExtendedActorSystem System { get; }

    /// <summary>What has to go with the bytes so that they can be read.</summary>
    public static string ManifestFor(Serializer s, object msg) => s switch
    {
        SerializerWithStringManifest named => named.Manifest(msg),
        { IncludeManifest: true } => msg.GetType().TypeQualifiedName(),
        _ => "",
    };

    /// <exception cref="InvalidOperationException">Nothing is being serialized on this thread.</exception>
    public static Information GetCurrentTransportInformation() => CurrentTransportInformation
        ?? throw new InvalidOperationException("CurrentTransportInformation is not set. Use Serialization.WithTransport<T>.");

    public static T WithTransport<T>(ExtendedActorSystem system, Func<T> action) => WithTransport(system, action, static run => run());

    public static T WithTransport<TState, T>(ExtendedActorSystem system, TState state, Func<TState, T> action)
    {
        var outer = CurrentTransportInformation;
        CurrentTransportInformation = system.Provider.SerializationInformation;
        try
        {
            return action(state);
        }
        finally
        {
            CurrentTransportInformation = outer;
        }
    }

    /// <summary>The reference as text that <see cref="DeserializeActorRef"/> understands.</summary>
    public static string SerializedActorPath(IActorRef actorRef)
    {
        if (actorRef is null) return "";
        var path = actorRef.Path;
        var owner = (actorRef as ActorRefWithCell)?.Underlying.System as ExtendedActorSystem;
        if (CurrentTransportInformation is not { } transport)
            return owner is null ? path.ToSerializationFormat() : path.ToSerializationFormatWithAddress(owner.Provider.DefaultAddress);
        return owner is null || ReferenceEquals(owner, transport.System)
            ? path.ToSerializationFormatWithAddress(transport.Address)
            : path.ToSerializationFormatWithAddress(owner.Provider.GetExternalAddressFor(transport.Address) ?? owner.Provider.DefaultAddress);
    }

    public IActorRef DeserializeActorRef(string path) => System.Provider.ResolveActorRef(path);

    public void AddSerializer(string name, Serializer serializer)
    {
        if (_byId.TryGetValue(serializer.Identifier, out var other) && other.GetType() != serializer.GetType())
            WarnOverride($"Serializer with identifier [{serializer.Identifier}] is overridden from [{other.GetType()}] to [{serializer.GetType()}].");
        _byId[serializer.Identifier] = serializer;
        _byName[name] = serializer;
    }

    public void AddSerializationMap(Type type, Serializer serializer)
    {
        if (_bindings.TryGetValue(type, out var other) && other.GetType() != serializer.GetType())
            WarnOverride($"Serializer for type [{type}] is overridden from [{other.GetType()}] to [{serializer.GetType()}].");
        _bindings[type] = serializer;
        _found.Clear();
    }

    public byte[] Serialize(object o) => WithTransport(System, (Self: this, o), static s => s.Self.FindSerializerFor(s.o).ToBinary(s.o));

    /// <exception cref="SerializationException">No serializer has this identifier.</exception>
    public object Deserialize(byte[] bytes, int serializerId, Type type) =>
        WithTransport(System, (Serializer: ById(serializerId, type?.Name), bytes, type), static s => s.Serializer.FromBinary(s.bytes, s.type));

    /// <exception cref="SerializationException">No serializer has this identifier, or no type this name.</exception>
    public object Deserialize(byte[] bytes, int serializerId, string manifest) =>
        WithTransport(System, (Self: this, Serializer: ById(serializerId, manifest), bytes, manifest), static s => s.Serializer switch
        {
            SerializerWithStringManifest named => named.FromBinary(s.bytes, s.manifest),
            _ when string.IsNullOrEmpty(s.manifest) => s.Serializer.FromBinary(s.bytes, null),
            _ => s.Serializer.FromBinary(s.bytes, s.Self.TypeOf(s.manifest, s.Serializer.Identifier)),
        });

    public Serializer FindSerializerFor(object obj, string defaultSerializerName = null) =>
        obj is null ? _nullSerializer : FindSerializerForType(obj.GetType(), defaultSerializerName);

    /// <exception cref="SerializationException">No binding fits.</exception>
    public Serializer FindSerializerForType(Type objectType, string defaultSerializerName = null)
    {
        if (_bindings.TryGetValue(objectType, out var exact) || _found.TryGetValue(objectType, out exact)) return exact;

        // The most derived of the bindings that fit; object last, after the default.
        var serializer = _bindings.Where(binding => binding.Key != typeof(object) && binding.Key.IsAssignableFrom(objectType))
            .OrderBy(binding => _bindings.Keys.Count(other => binding.Key != other && binding.Key.IsAssignableFrom(other) && other.IsAssignableFrom(objectType)))
            .Select(static binding => binding.Value)
            .FirstOrDefault();
        if (serializer is null && defaultSerializerName is not null) _byName.TryGetValue(defaultSerializerName, out serializer);
        if (serializer is null) _bindings.TryGetValue(typeof(object), out serializer);
        if (serializer is null) throw new SerializationException($"Serializer not found for type {objectType.Name}");
        return _found[objectType] = serializer;
    }

    /// <summary>There and back again.</summary>
    internal object Copy(object message)
    {
        var serializer = FindSerializerFor(message);
        var (bytes, manifest) = WithTransport(System, (serializer, message), static s =>
            (s.serializer.ToBinary(s.message), ManifestFor(s.serializer, s.message)));
        return Deserialize(bytes, serializer.Identifier, manifest);
    }

    private static IEnumerable<(string Key, string Value)> Entries(Config config, string path)
    {
        var section = config.GetConfig(path);
        return section.IsNullOrEmpty() ? [] : section.AsEnumerable().Select(static entry => (entry.Key, entry.Value.GetString())).ToList();
    }

    private Serializer ById(int id, string manifest) => _byId.TryGetValue(id, out var serializer)
        ? serializer
        : throw new SerializationException($"Cannot find serializer with id [{id}] (manifest [{manifest}]). The most probable reason "
            + "is that the configuration entry 'akka.actor.serializers' is not in sync between the two systems.");

    private Type TypeOf(string manifest, int serializerId) => _manifests.GetOrAdd(manifest, name => Type.GetType(name)
        ?? throw new SerializationException($"Cannot find manifest class [{name}] for serializer with id [{serializerId}]."));

    private void WarnOverride(string message)
    {
        if (System.Settings.LogSerializerOverrideOnStart)
            System.Settings.StdoutLogger.Tell(new Warning(nameof(Serialization), typeof(Serialization), message), ActorRefs.Nobody);
    }
}
