using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using AkkaDreamer.Actors.Reporting;

namespace AkkaDreamer.Actors.Serialization;

/// <summary>
/// The one serializer of everything that leaves an actor: protocol messages, facts in the journal, snapshots. Each type and version has a manifest and a codec (<see cref="MessageCodecs"/>);
/// nothing is written by reflection, and a type without a codec is refused.
/// </summary>
public sealed class DreamerSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Its number beside the bytes; never changes.</summary>
    public const int Number = 70_017;

    private static long refusals;

    /// <inheritdoc/>
    public override int Identifier => Number;

    /// <inheritdoc/>
    public override string Manifest(object o) => Codec(o).Manifest;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => Codec(obj).Write(obj);

    /// <summary>How often something in this process could not be read: unknown or malformed. It is refused, and nothing else happens to whoever brought it.</summary>
    public static long Refusals => Interlocked.Read(ref refusals);

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return MessageCodecs.ByManifest.TryGetValue(manifest, out var codec)
                ? codec.Read(bytes)
                : throw new SerializationException($"No codec reads '{OneLine.Cut(manifest, 60)}': it was written by a newer version of AkkaDreamer or by another program.");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Interlocked.Increment(ref refusals);
            if (fault is SerializationException) throw;
            throw new SerializationException($"These {bytes.Length} bytes are no {manifest}: {OneLine.Of(fault)}", fault);
        }
    }

    private static IMessageCodec Codec(object message) =>
        MessageCodecs.ByType.TryGetValue(message.GetType(), out var codec)
            ? codec
            : throw new SerializationException($"{message.GetType().Name} has no codec: it stays within its process, or {nameof(MessageCodecs)} lacks it.");
}
