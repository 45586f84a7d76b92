using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>Bytes that others may pull part by part. Immutable; the bytes are not copied and must not change any more.</summary>
public sealed class Outgoing(long transfer, byte[] bytes)
{
    /// <summary>What is offered.</summary>
    public TransferOffer Offer { get; } = new(transfer, bytes.Length, Crc32C.Of(bytes));

    /// <summary>A part; null when there is none of that number.</summary>
    public PartReady? Part(int index)
    {
        if (index < 0 || index >= Offer.Parts) return null;
        var from = index * TransferOffer.PartBytes;
        var part = bytes.AsSpan(from, Math.Min(TransferOffer.PartBytes, bytes.Length - from));
        return new PartReady(Offer.Transfer, index, Crc32C.Of(part), part.ToArray());
    }
}
