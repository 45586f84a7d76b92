using System.Buffers.Binary;
using System.Collections.Immutable;

namespace AkkaDreamer.Actors.Replay;

/// <summary>The first bytes of a segment file: whose it is. A foreign or torn one is refused.</summary>
/// <param name="Run">The run.</param>
/// <param name="Epoch">The epoch of the process that wrote it.</param>
/// <param name="Number">The segment's number in the run.</param>
/// <param name="SpacesHash">SHA-256 of the spaces of its steps.</param>
public sealed record SegmentHeader(Guid Run, long Epoch, long Number, ImmutableArray<byte> SpacesHash)
{
    /// <summary>The version of the format that is written.</summary>
    public const int Version = 1;

    /// <summary>Bytes of a header.</summary>
    public const int Bytes = 84;

    private static ReadOnlySpan<byte> Magic => "ADREPLAY"u8;

    /// <summary>The header as bytes.</summary>
    public byte[] Write()
    {
        var bytes = new byte[Bytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Bytes);
        Run.TryWriteBytes(bytes.AsSpan(16), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), Number);
        SpacesHash.AsSpan().CopyTo(bytes.AsSpan(48));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(80), Crc32C.Of(bytes.AsSpan(0, 80)));
        return bytes;
    }

    /// <summary>The header at the beginning of a file. Throws <see cref="SegmentDamagedException"/> when it is torn, flipped, or no segment at all.</summary>
    public static SegmentHeader Read(ReadOnlySpan<byte> bytes, string file)
    {
        if (bytes.Length < Bytes) throw new SegmentDamagedException(file, 0, $"the header is torn: {bytes.Length} of {Bytes} bytes");
        if (!bytes[..8].SequenceEqual(Magic)) throw new SegmentDamagedException(file, 0, "this is not a segment of AkkaDreamer's replay");
        if (Crc32C.Of(bytes[..80]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[80..])) throw new SegmentDamagedException(file, 0, "the header's checksum does not fit");
        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (version != Version) throw new SegmentDamagedException(file, 8, $"version {version} of the format is not known here, only {Version}");
        return new SegmentHeader(
            new Guid(bytes[16..32], bigEndian: true),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
            [.. bytes[48..80]]);
    }

    /// <summary>Throws <see cref="SegmentDamagedException"/> when this header is of another run, number or spaces.</summary>
    public void MustBe(Guid run, long number, ImmutableArray<byte> spacesHash, string file)
    {
        if (Run != run) throw new SegmentDamagedException(file, 16, $"it belongs to run {Run}, not {run}");
        if (Number != number) throw new SegmentDamagedException(file, 40, $"it says it is segment {Number}");
        if (!SpacesHash.AsSpan().SequenceEqual(spacesHash.AsSpan())) throw new SegmentDamagedException(file, 48, "its steps have other observations or actions than this run's");
    }
}
