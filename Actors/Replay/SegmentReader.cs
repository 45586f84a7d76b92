using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;

namespace AkkaDreamer.Actors.Replay;

/// <summary>Reads the chunks that the journal names out of one segment file, checking each.</summary>
public sealed class SegmentReader : IDisposable
{
    private readonly SafeFileHandle file;
    private readonly string path;
    private byte[] record = [];

    /// <summary>Opens the file and checks its header. Throws <see cref="SegmentDamagedException"/> when it is missing, torn or foreign.</summary>
    public SegmentReader(string path, Guid run, long number, ImmutableArray<byte> spacesHash)
    {
        this.path = path;
        if (!File.Exists(path)) throw new SegmentDamagedException(path, 0, "the journal names this segment, but the file is not there");
        file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        try
        {
            Span<byte> header = stackalloc byte[SegmentHeader.Bytes];
            SegmentHeader.Read(header[..RandomAccess.Read(file, header, 0)], path).MustBe(run, number, spacesHash, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The columns of the chunk that the fact names, valid until the next call: an array that may be longer, where they begin, and how many bytes.
    /// Throws <see cref="SegmentDamagedException"/> when a byte is not what was written.
    /// </summary>
    public ArraySegment<byte> Read(in StoredChunk fact)
    {
        if (record.Length < fact.Length) record = GC.AllocateUninitializedArray<byte>(fact.Length);
        var read = 0;
        while (read < fact.Length)
        {
            var more = RandomAccess.Read(file, record.AsSpan(read, fact.Length - read), fact.Offset + read);
            if (more == 0) break;
            read += more;
        }

        SegmentRecord.Check(record.AsSpan(0, read), fact, path);
        return new ArraySegment<byte>(record, SegmentRecord.HeaderBytes, fact.Length - SegmentRecord.ExtraBytes);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
