using System.Buffers.Binary;

namespace AkkaDreamer.Actors.Replay;

/// <summary>One chunk in a segment: 48 bytes of header, the columns, and a checksum over both.</summary>
public static class SegmentRecord
{
    /// <summary>Bytes before the columns.</summary>
    public const int HeaderBytes = 48;

    /// <summary>Bytes around the columns.</summary>
    public const int ExtraBytes = HeaderBytes + 4;

    private const uint Mark = 0x4B4E4843; // "CHNK"

    /// <summary>The header of a record. <paramref name="policyVersion"/>: the oldest policy version that decided a step of it.</summary>
    public static byte[] WriteHeader(in StoredChunk chunk, long policyVersion)
    {
        var bytes = new byte[HeaderBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), chunk.Length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), chunk.Stream);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), chunk.Number);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), chunk.FirstIndex);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(32), chunk.Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(36), chunk.Environment);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), policyVersion);
        return bytes;
    }

    /// <summary>Throws <see cref="SegmentDamagedException"/> unless <paramref name="record"/> is, byte for byte, what the fact names.</summary>
    public static void Check(ReadOnlySpan<byte> record, in StoredChunk fact, string file)
    {
        if (record.Length < fact.Length) throw new SegmentDamagedException(file, fact.Offset, $"the record is torn: {record.Length} of {fact.Length} bytes");
        var checksum = Crc32C.Of(record[..(fact.Length - 4)]);
        if (checksum != fact.Checksum || checksum != BinaryPrimitives.ReadUInt32LittleEndian(record[(fact.Length - 4)..]))
            throw new SegmentDamagedException(file, fact.Offset, $"chunk {fact.Number} of stream {fact.Stream} has checksum {checksum:x8}, the journal says {fact.Checksum:x8}");
        if (BinaryPrimitives.ReadUInt32LittleEndian(record) != Mark
            || BinaryPrimitives.ReadInt64LittleEndian(record[8..]) != fact.Stream
            || BinaryPrimitives.ReadInt64LittleEndian(record[16..]) != fact.Number
            || BinaryPrimitives.ReadInt64LittleEndian(record[24..]) != fact.FirstIndex
            || BinaryPrimitives.ReadInt32LittleEndian(record[32..]) != fact.Count)
            throw new SegmentDamagedException(file, fact.Offset, $"the record is not chunk {fact.Number} of stream {fact.Stream}");
    }
}
