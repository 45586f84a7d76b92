using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>Turns objects into bytes and back. The identifier goes with the bytes and must never change.</summary>
public abstract class Serializer
{
    protected readonly ExtendedActorSystem system;

    private int? _identifier;

    protected Serializer(ExtendedActorSystem system) => this.system = system;

    public virtual int Identifier => _identifier ??= SerializerIdentifierHelper.GetSerializerIdentifierFromConfig(GetType(), system);

    /// <summary>Whether reading needs the type.</summary>
    public abstract bool IncludeManifest { get; }

    public abstract byte[] ToBinary(object obj);

    public abstract object FromBinary(byte[] bytes, Type type);

    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T));
}

/// <summary>A serializer that names types in its own way, so that classes may be renamed and versions told apart.</summary>
public abstract class SerializerWithStringManifest(ExtendedActorSystem system) : Serializer(system)
{
    public sealed override bool IncludeManifest => true;

    public sealed override object FromBinary(byte[] bytes, Type type) => FromBinary(bytes, type.TypeQualifiedName());

    public abstract object FromBinary(byte[] bytes, string manifest);

    public abstract string Manifest(object o);
}

/// <summary>Identifiers from akka.actor.serialization-identifiers.</summary>
public static class SerializerIdentifierHelper
{
    private const string Path = "akka.actor.serialization-identifiers";

    /// <exception cref="ConfigurationException">There are no identifiers.</exception>
    /// <exception cref="ArgumentException">There is none for this serializer.</exception>
    public static int GetSerializerIdentifierFromConfig(Type type, ExtendedActorSystem system)
    {
        var config = system.Settings.Config.GetConfig(Path);
        if (config.IsNullOrEmpty())
            throw new ConfigurationException($"Cannot retrieve serialization identifier informations: {Path} configuration node not found");
        foreach (var (name, value) in config.AsEnumerable())
            if (Type.GetType(name, true) == type) return value.GetInt();
        throw new ArgumentException($"Couldn't find serializer id for [{type}] under [{Path}] HOCON path", nameof(type));
    }
}
