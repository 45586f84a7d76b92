using Akka.Actor;
using Akka.Serialization;
using Akka.Util;

namespace Akka.Persistence.Sql;

/// <summary>Objects to bytes with serializer id and manifest, and back, by Akka's own serialization.</summary>
internal sealed class Payloads(ExtendedActorSystem system, string defaultSerializer)
{
    public (byte[] Bytes, int Id, string Manifest) ToBinary(object payload)
    {
        var serializer = system.Serialization.FindSerializerForType(payload.GetType(), defaultSerializer);
        var bytes = Akka.Serialization.Serialization.WithTransport(system, (serializer, payload), pair => pair.serializer.ToBinary(pair.payload));
        var manifest = serializer switch
        {
            SerializerWithStringManifest named => named.Manifest(payload),
            { IncludeManifest: true } => payload.GetType().TypeQualifiedName(),
            _ => string.Empty,
        };
        return (bytes, serializer.Identifier, manifest);
    }

    /// <remarks>The id is null in rows of the oldest plugins, which kept the type's name only.</remarks>
    public object FromBinary(byte[] bytes, int? id, string manifest)
    {
        if (id is { } known)
            return system.Serialization.Deserialize(bytes, known, manifest);
        var type = Type.GetType(manifest, throwOnError: true);
        var serializer = system.Serialization.FindSerializerForType(type, defaultSerializer);
        return Akka.Serialization.Serialization.WithTransport(
            system, (serializer, bytes, type), row => row.serializer.FromBinary(row.bytes, row.type));
    }
}
