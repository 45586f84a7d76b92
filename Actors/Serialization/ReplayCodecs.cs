using System.Collections.Immutable;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Actors.Serialization;

/// <summary>
/// Facts and snapshot of replay: version 2, and version 1, which had no checksum and is only read. Field numbers are for ever; a new field gets a new number, a changed meaning a new manifest.
/// </summary>
internal static class ReplayCodecs
{
    private static readonly IMessageCodec[] Unchecked =
    [
        new MessageCodec<RunStarted>("run-started/1", Write, ReadRunStarted),
        new MessageCodec<EpochStarted>(
            "epoch-started/1",
            (to, fact) =>
            {
                to.Put(1, fact.Epoch);
                to.Put(2, fact.Owner);
                to.Put(3, fact.At.ToUnixTimeMilliseconds());
            },
            from => new EpochStarted(from.Int64(1), from.Text(2), DateTimeOffset.FromUnixTimeMilliseconds(from.Int64(3)))),
        new MessageCodec<SegmentOpened>(
            "segment-opened/1",
            (to, fact) =>
            {
                to.Put(1, fact.Segment);
                to.Put(2, fact.Epoch);
            },
            from => new SegmentOpened(from.Int64(1), from.Int64(2))),
        new MessageCodec<SegmentSealed>(
            "segment-sealed/1",
            (to, fact) =>
            {
                to.Put(1, fact.Segment);
                to.Put(2, fact.Length);
            },
            from => new SegmentSealed(from.Int64(1), from.Int64(2))),
        new MessageCodec<SegmentDeleted>("segment-deleted/1", (to, fact) => to.Put(1, fact.Segment), from => new SegmentDeleted(from.Int64(1))),
        new MessageCodec<ChunksStored>("chunks-stored/1", (to, fact) => Write(to, fact.Chunks), from => new ChunksStored(ReadChunks(from))),
        new MessageCodec<StreamEnded>("stream-ended/1", Write, ReadStreamEnded),
        new MessageCodec<CheckpointNamed>("checkpoint-named/1", Write, ReadCheckpoint),
        new MessageCodec<ReplaySetAside>(
            "replay-set-aside/1",
            (to, fact) =>
            {
                to.Put(1, fact.Epoch);
                to.Put(2, fact.Cut);
                to.Put(3, fact.Facts);
                foreach (var stream in fact.Streams) to.Put(4, inner => Write(inner, stream));
                to.Put(5, fact.NextStream);
            },
            from => new ReplaySetAside(from.Int64(1), from.Int64(2), from.Int64(3), [.. from.Messages(4).Select(ReadStream)], from.Int64(5))),
        new MessageCodec<ReplaySnapshot>("replay-snapshot/1", Write, ReadSnapshot),
    ];

    public static IEnumerable<IMessageCodec> All { get; } = [.. Unchecked.Select(codec => new CheckedCodec(codec.Manifest.Replace("/1", "/2", StringComparison.Ordinal), codec)), .. Unchecked];

    private static void Write(FieldWriter to, RunStarted fact)
    {
        to.Put(1, fact.Run.ToByteArray(bigEndian: true).AsSpan());
        to.Put(2, fact.Spaces);
        to.Put(3, fact.SpacesHash.AsSpan());
        to.Put(4, (long)fact.Schedule);
        to.Put(5, fact.Seed);
    }

    private static RunStarted ReadRunStarted(FieldReader from) =>
        new(new Guid(from.Bytes(1), bigEndian: true), from.Text(2), [.. from.Bytes(3)], (Schedule)from.Int32(4), from.UInt64(5));

    // Chunks are written as columns: their numbers run in step, and a snapshot holds hundreds of thousands of them.
    private static void Write(FieldWriter to, IReadOnlyList<StoredChunk> chunks)
    {
        to.Put(1, chunks.Select(chunk => chunk.Stream));
        to.Put(2, chunks.Select(chunk => chunk.Number));
        to.Put(3, chunks.Select(chunk => (long)chunk.Environment));
        to.Put(4, chunks.Select(chunk => chunk.FirstIndex));
        to.Put(5, chunks.Select(chunk => (long)chunk.Count));
        to.Put(6, chunks.Select(chunk => chunk.Segment));
        to.Put(7, chunks.Select(chunk => chunk.Offset));
        to.Put(8, chunks.Select(chunk => (long)chunk.Length));
        to.Put(9, chunks.Select(chunk => (long)chunk.Checksum));
    }

    private static ImmutableArray<StoredChunk> ReadChunks(FieldReader from)
    {
        var (streams, numbers, environments) = (from.Int64s(1), from.Int64s(2), from.Int64s(3));
        var (firsts, counts, segments) = (from.Int64s(4), from.Int64s(5), from.Int64s(6));
        var (offsets, lengths, checksums) = (from.Int64s(7), from.Int64s(8), from.Int64s(9));
        return [.. streams.Select((stream, i) => new StoredChunk(stream, numbers[i], (int)environments[i], firsts[i], (int)counts[i], segments[i], offsets[i], (int)lengths[i], (uint)checksums[i]))];
    }

    private static void Write(FieldWriter to, StreamEnded fact)
    {
        to.Put(1, fact.Stream);
        to.Put(2, fact.Environment);
        to.Put(3, fact.Steps);
        to.Put(4, fact.Reason);
    }

    private static StreamEnded ReadStreamEnded(FieldReader from) => new(from.Int64(1), from.Int32(2), from.Int64(3), from.Text(4));

    private static void Write(FieldWriter to, CheckpointNamed fact)
    {
        to.Put(1, fact.Cut.Cut);
        to.Put(2, fact.Cut.Update);
        to.Put(3, fact.Folder);
        to.Put(4, fact.ManifestSha256);
        to.Put(5, fact.Position.Facts);
        to.Put(6, fact.Position.Steps);
        to.Put(7, fact.Position.LearningFrom);
        to.Put(8, fact.Position.PolicyVersion);
        to.Put(9, fact.Position.Generator);
        to.Put(10, fact.Position.OldestSegment);
    }

    private static CheckpointNamed ReadCheckpoint(FieldReader from) =>
        new(
            new CutMark(from.Int64(1), from.Int64(2)),
            from.Text(3),
            from.Text(4),
            new CutPosition(from.Int64(5), from.Int64(6), from.Optional(7), from.Int64(8), from.Text(9), from.Int64(10)));

    private static void Write(FieldWriter to, StreamFact stream)
    {
        to.Put(1, stream.Stream);
        to.Put(2, stream.Environment);
        to.Put(3, stream.NextNumber);
        to.Put(4, stream.NextIndex);
        to.Put(5, stream.Ended);
    }

    private static StreamFact ReadStream(FieldReader from) => new(from.Int64(1), from.Int32(2), from.Int64(3), from.Int64(4), from.Bool(5));

    private static void Write(FieldWriter to, ReplaySnapshot snapshot)
    {
        to.Put(1, inner => Write(inner, snapshot.Run));
        to.Put(2, snapshot.Epoch);
        to.Put(3, snapshot.Facts);
        to.Put(4, snapshot.Steps);
        to.Put(5, snapshot.NextStream);
        to.Put(6, snapshot.NextSegment);
        to.Put(7, inner => Write(inner, [.. snapshot.Entries.Where(entry => entry.Chunk is not null).Select(entry => entry.Chunk!.Value)]));
        for (var i = 0; i < snapshot.Entries.Length; i++)
        {
            if (snapshot.Entries[i].Ended is not { } ended) continue;
            var place = i;
            to.Put(8, inner =>
            {
                Write(inner, ended);
                inner.Put(15, place);
            });
        }

        foreach (var segment in snapshot.Segments)
        {
            to.Put(9, inner =>
            {
                inner.Put(1, segment.Number);
                inner.Put(2, segment.Epoch);
                inner.Put(3, segment.SealedLength);
            });
        }

        foreach (var stream in snapshot.Streams) to.Put(10, inner => Write(inner, stream));
        foreach (var (environment, stream) in snapshot.Newest)
        {
            to.Put(11, inner =>
            {
                inner.Put(1, environment);
                inner.Put(2, stream);
            });
        }

        foreach (var checkpoint in snapshot.Checkpoints) to.Put(12, inner => Write(inner, checkpoint));
    }

    private static ReplaySnapshot ReadSnapshot(FieldReader from)
    {
        var chunks = new Queue<StoredChunk>(ReadChunks(from.Message(7)));
        var ended = from.Messages(8).ToDictionary(inner => inner.Int32(15), ReadStreamEnded);
        var entries = Enumerable.Range(0, chunks.Count + ended.Count).Select(i => ended.TryGetValue(i, out var end) ? new LogEntry(null, end) : new LogEntry(chunks.Dequeue(), null));
        return new ReplaySnapshot(
            ReadRunStarted(from.Message(1)),
            from.Int64(2),
            from.Int64(3),
            from.Int64(4),
            from.Int64(5),
            from.Int64(6),
            [.. entries],
            [.. from.Messages(9).Select(inner => new SegmentFact(inner.Int64(1), inner.Int64(2), inner.Optional(3)))],
            [.. from.Messages(10).Select(ReadStream)],
            [.. from.Messages(11).Select(inner => KeyValuePair.Create(inner.Int32(1), inner.Int64(2)))],
            [.. from.Messages(12).Select(ReadCheckpoint)]);
    }
}
