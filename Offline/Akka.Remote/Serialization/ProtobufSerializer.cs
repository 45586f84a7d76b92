using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;

namespace Akka.Remote.Serialization;

/// <summary>Generated messages of protocol buffers.</summary>
public class ProtobufSerializer(ExtendedActorSystem system) : Serializer(system)
{
    private static readonly ConcurrentDictionary<Type, MessageParser> Parsers = new();

    public override bool IncludeManifest => true;

    /// <exception cref="ArgumentException">It is no generated message.</exception>
    public override byte[] ToBinary(object obj) =>
        obj is IMessage message ? message.ToByteArray() : throw new ArgumentException($"Can't serialize a non-protobuf message using protobuf [{obj?.GetType()}]", nameof(obj));

    /// <exception cref="SerializationException">The type is no generated message.</exception>
    public override object FromBinary(byte[] bytes, Type type) => Parsers.GetOrAdd(type, static found =>
        (typeof(IMessage).IsAssignableFrom(found) ? found.GetProperty("Parser", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as MessageParser : null)
            ?? throw new SerializationException($"[{found}] is no generated message of protocol buffers.")).ParseFrom(bytes);
}
