namespace AkkaDreamer.Actors.Protocol;

// Transferring: bulk data beside control. Who has something large offers it; who wants it pulls numbered parts of it, a few at a time, so that neither side holds more than it said and heartbeats
// never wait behind it. An offer is part of another message (WeightsOffered, ChunkOffered).
//
//   receiver -> owner   RequestPart    repeated on a timer while its part is missing; the same request gets the same answer
//   owner -> receiver   PartReady      a part with its checksum
//   owner -> receiver   TransferGone   it is not here any more: something newer took its place, or it was taken already

/// <summary>Something large that may be pulled: its number (the owner never uses one again), how many bytes it has, and CRC-32C over all of them. Under 50 bytes.</summary>
public sealed record TransferOffer(long Transfer, int Bytes, uint Checksum)
{
    /// <summary>Bytes of a part, the last one excepted: with the envelope of a remote message around it, it stays under 32 KB.</summary>
    public const int PartBytes = 28 << 10;

    /// <summary>How many parts it has.</summary>
    public int Parts => (int)(((long)Bytes + PartBytes - 1) / PartBytes);
}

/// <summary>Receiver to owner; answered by <see cref="PartReady"/> or <see cref="TransferGone"/>. Under 50 bytes.</summary>
public sealed record RequestPart(long Transfer, int Index) : IProtocolMessage;

/// <summary>Owner to receiver: part <paramref name="Index"/> and its CRC-32C. 28 KiB and a little.</summary>
public sealed record PartReady(long Transfer, int Index, uint Checksum, byte[] Bytes) : IProtocolMessage;

/// <summary>Owner to receiver. Under 50 bytes.</summary>
public sealed record TransferGone(long Transfer) : IProtocolMessage;
