using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// The segment that is being written: append-only. A write that fails leaves nothing behind that counts: the next one goes to the same place, and no fact names it.
/// Used by one thread at a time, but <see cref="Sync"/> may run beside <see cref="Append"/>.
/// </summary>
public sealed class SegmentWriter : IDisposable
{
    /// <summary>Bytes of the seal at the end of a full segment.</summary>
    public const int SealBytes = 20;

    private const uint SealMark = 0x4C414553; // "SEAL"

    private readonly SafeFileHandle file;
    private readonly Lock syncing = new();
    private Exception? refused; // what the disk said when it refused to sync
    private int records;

    /// <summary>Creates the file. Throws <see cref="IOException"/> when it is there already: two writers never share one.</summary>
    public SegmentWriter(string path, SegmentHeader header)
    {
        Path = path;
        Header = header;
        file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        try
        {
            RandomAccess.Write(file, header.Write(), 0);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        Length = SegmentHeader.Bytes;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Whose it is.</summary>
    public SegmentHeader Header { get; }

    /// <summary>Bytes that count so far.</summary>
    public long Length { get; private set; }

    /// <summary>Appends one chunk to the operating system's cache and says where it is. Throws <see cref="IOException"/> when the disk is full or gone.</summary>
    public StoredChunk Append(long stream, long number, int environment, long firstIndex, int count, long policyVersion, byte[] columns)
    {
        var fact = new StoredChunk(stream, number, environment, firstIndex, count, Header.Number, Length, columns.Length + SegmentRecord.ExtraBytes, 0);
        var head = SegmentRecord.WriteHeader(fact, policyVersion);
        var checksum = Crc32C.Of(columns, Crc32C.Of(head));
        var tail = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, checksum);
        RandomAccess.Write(file, [head, columns, tail], Length);
        Length += fact.Length;
        records++;
        return fact with { Checksum = checksum };
    }

    /// <summary>
    /// Returns when everything appended before the call is on the disk. Throws <see cref="IOException"/> when the disk refuses, and from then on always: a system may say of a second try that all is well although it has
    /// dropped what it could not write.
    /// </summary>
    public void Sync()
    {
        lock (syncing)
        {
            if (refused is not null) throw new IOException(refused.Message, refused);
            try
            {
                DiskSync.File(file);
            }
            catch (IOException fault)
            {
                refused = fault;
                throw;
            }
        }
    }

    /// <summary>Writes the seal: nothing more is appended.</summary>
    public void Seal()
    {
        var seal = new byte[SealBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(seal, SealMark);
        BinaryPrimitives.WriteInt32LittleEndian(seal.AsSpan(4), records);
        BinaryPrimitives.WriteInt64LittleEndian(seal.AsSpan(8), Length);
        BinaryPrimitives.WriteUInt32LittleEndian(seal.AsSpan(16), Crc32C.Of(seal.AsSpan(0, 16)));
        RandomAccess.Write(file, seal, Length);
    }

    /// <summary>True when the bytes are a whole seal for a segment of that length.</summary>
    public static bool IsSeal(ReadOnlySpan<byte> bytes, long length) =>
        bytes.Length >= SealBytes
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == SealMark
        && BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]) == length
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]) == Crc32C.Of(bytes[..16]);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
