using System.Runtime.Serialization;
using System.Text.Json;
using Akka.Actor;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>
/// The serializer for everything without a binding of its own. The published one writes any object with Newtonsoft.Json; this one writes texts,
/// numbers and what says itself how it is written, and refuses the rest: messages that leave the process have a serializer of their own.
/// </summary>
public class NewtonSoftJsonSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override bool IncludeManifest => false;

    /// <exception cref="SerializationException">The type has no binding of its own.</exception>
    public override byte[] ToBinary(object obj)
    {
        var (type, value) = obj switch
        {
            ISurrogated surrogated => Surrogate(surrogated),
            string or bool or char or byte or short or int or long or float or double or decimal or Guid or DateTime or DateTimeOffset or TimeSpan => (obj.GetType(), obj),
            _ => throw new SerializationException(
                $"No serializer is bound to {obj.GetType()}, and the offline stand-in for Newtonsoft.Json writes only texts, numbers and actor references. "
                + "Bind the type in akka.actor.serialization-bindings."),
        };
        return JsonSerializer.SerializeToUtf8Bytes(new Typed(type.TypeQualifiedName(), JsonSerializer.SerializeToElement(value, type)));
    }

    public override object FromBinary(byte[] bytes, Type type)
    {
        var typed = JsonSerializer.Deserialize<Typed>(bytes);
        var value = typed.Value.Deserialize(Type.GetType(typed.Type, true));
        return value is ISurrogate surrogate ? surrogate.FromSurrogate(system) : value;
    }

    private (Type Type, object Value) Surrogate(ISurrogated surrogated)
    {
        var surrogate = surrogated.ToSurrogate(system);
        return (surrogate.GetType(), surrogate);
    }

    private sealed record Typed(string Type, JsonElement Value);
}
