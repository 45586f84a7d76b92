using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace AkkaDreamer.Actors.Serialization;

/// <summary>Takes the place of serializers that make objects of any type, or actors, out of what somebody sent: it writes nothing and reads nothing.</summary>
public sealed class RefusingSerializer : Serializer
{
    /// <summary>For a place without settings.</summary>
    public RefusingSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <summary>For a place that has settings, which mean nothing here.</summary>
    public RefusingSerializer(ExtendedActorSystem system, Config settings)
        : base(system)
    {
    }

    /// <inheritdoc/>
    public override int Identifier => DreamerSerializer.Number + 1;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => throw new SerializationException($"{obj.GetType().Name} is not written: nothing is serialised by reflection.");

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) => throw new SerializationException("Nothing is read by reflection.");
}
