using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Akka.Actor;

namespace Akka.Serialization;

/// <summary>
/// The serializer for everything without a binding of its own: any object made of plain values, as JSON with the names of its types.
/// The bytes are for a copy inside of one process; they are not those of Newtonsoft.Json, which the published one writes with.
/// </summary>
public class NewtonSoftJsonSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override bool IncludeManifest => false;

    /// <exception cref="SerializationException">Something in the object cannot be written: a function, a task, a circle of references.</exception>
    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(new JsonObjects(system).Write(obj));

    public override object FromBinary(byte[] bytes, Type type) => new JsonObjects(system).Read(JsonNode.Parse(bytes));
}
