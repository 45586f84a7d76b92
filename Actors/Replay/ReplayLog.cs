namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// What the facts of a run add up to: which chunks exist and where, how far every stream is, which segments and checkpoints there are. No I/O: the same facts give the same log.
/// Facts about chunks and ended streams are counted (<see cref="Facts"/>), so that a cut is a number of them.
/// </summary>
public sealed class ReplayLog
{
    private const int RememberedCheckpoints = 32;

    private readonly List<LogEntry> entries = [];
    private readonly SortedDictionary<long, SegmentFact> segments = [];
    private readonly SortedDictionary<long, StreamFact> streams = [];
    private readonly SortedDictionary<int, long> newest = []; // environment -> its newest stream
    private readonly List<CheckpointNamed> checkpoints = [];

    /// <summary>The first fact; null for a run that has none yet.</summary>
    public RunStarted? Run { get; private set; }

    /// <summary>The newest epoch.</summary>
    public long Epoch { get; private set; }

    /// <summary>How many facts about chunks and ended streams count.</summary>
    public long Facts { get; private set; }

    /// <summary>Decisions stored since the run began, those of deleted segments included.</summary>
    public long Steps { get; private set; }

    /// <summary>No stream has had this number or a higher one.</summary>
    public long NextStream { get; private set; }

    /// <summary>No segment has had this number or a higher one.</summary>
    public long NextSegment { get; private set; }

    /// <summary>The facts about chunks and ended streams that are still there, in order; the last has number <see cref="Facts"/> - 1.</summary>
    public IReadOnlyList<LogEntry> Entries => entries;

    /// <summary>Segments that are there, by number.</summary>
    public IReadOnlyDictionary<long, SegmentFact> Segments => segments;

    /// <summary>Streams that are there, by number.</summary>
    public IReadOnlyDictionary<long, StreamFact> Streams => streams;

    /// <summary>Checkpoints, oldest first.</summary>
    public IReadOnlyList<CheckpointNamed> Checkpoints => checkpoints;

    /// <summary>The newest stream of an environment; -1 before its first.</summary>
    public long NewestStream(int environment) => newest.GetValueOrDefault(environment, -1);

    /// <summary>Takes one fact in.</summary>
    public void Apply(IReplayFact fact)
    {
        switch (fact)
        {
            case RunStarted started:
                Run = started;
                break;
            case EpochStarted started:
                Epoch = started.Epoch;
                break;
            case SegmentOpened opened:
                segments[opened.Segment] = new SegmentFact(opened.Segment, opened.Epoch, null);
                NextSegment = Math.Max(NextSegment, opened.Segment + 1);
                break;
            case SegmentSealed done:
                segments[done.Segment] = segments[done.Segment] with { SealedLength = done.Length };
                break;
            case SegmentDeleted deleted:
                Delete(deleted.Segment);
                break;
            case ChunksStored stored:
                foreach (var chunk in stored.Chunks) Add(chunk);
                break;
            case StreamEnded ended:
                Add(ended);
                break;
            case CheckpointNamed named:
                checkpoints.RemoveAll(known => known.Cut.Cut >= named.Cut.Cut);
                checkpoints.Add(named);
                if (checkpoints.Count > RememberedCheckpoints) checkpoints.RemoveAt(0);
                break;
            case ReplaySetAside aside:
                SetAside(aside);
                break;
            default:
                throw new ArgumentException($"The log does not know {fact.GetType().Name}.", nameof(fact));
        }
    }

    /// <summary>Segments older than the oldest that is needed, by what the store holds now and, in lockstep, by the newest <paramref name="keep"/> checkpoints.</summary>
    public IEnumerable<long> Unneeded(long oldestHeld, int keep, bool lockstep)
    {
        var needed = Math.Min(oldestHeld, NextSegment - 1);
        if (lockstep) needed = checkpoints.TakeLast(keep).Select(checkpoint => checkpoint.Position.OldestSegment).Append(needed).Min();
        foreach (var segment in segments.Keys)
            if (segment < needed) yield return segment;
    }

    /// <summary>Everything, for the journal's snapshot.</summary>
    public ReplaySnapshot Capture() =>
        new(Run!, Epoch, Facts, Steps, NextStream, NextSegment, [.. entries], [.. segments.Values], [.. streams.Values], [.. newest], [.. checkpoints]);

    /// <summary>The log that a snapshot describes.</summary>
    public static ReplayLog Restore(ReplaySnapshot snapshot)
    {
        var log = new ReplayLog
        {
            Run = snapshot.Run,
            Epoch = snapshot.Epoch,
            Facts = snapshot.Facts,
            Steps = snapshot.Steps,
            NextStream = snapshot.NextStream,
            NextSegment = snapshot.NextSegment,
        };
        log.entries.AddRange(snapshot.Entries);
        log.checkpoints.AddRange(snapshot.Checkpoints);
        foreach (var segment in snapshot.Segments) log.segments.Add(segment.Number, segment);
        foreach (var stream in snapshot.Streams) log.streams.Add(stream.Stream, stream);
        foreach (var (environment, stream) in snapshot.Newest) log.newest.Add(environment, stream);
        return log;
    }

    private void Add(in StoredChunk chunk)
    {
        entries.Add(new LogEntry(chunk, null));
        Facts++;
        Steps += chunk.Count;
        streams[chunk.Stream] = new StreamFact(chunk.Stream, chunk.Environment, chunk.Number + 1, chunk.EndIndex, false);
        newest[chunk.Environment] = Math.Max(NewestStream(chunk.Environment), chunk.Stream);
        NextStream = Math.Max(NextStream, chunk.Stream + 1);
    }

    private void Add(StreamEnded ended)
    {
        entries.Add(new LogEntry(null, ended));
        Facts++;
        if (streams.TryGetValue(ended.Stream, out var stream)) streams[ended.Stream] = stream with { Ended = true };
        newest[ended.Environment] = Math.Max(NewestStream(ended.Environment), ended.Stream);
        NextStream = Math.Max(NextStream, ended.Stream + 1);
    }

    private void Delete(long segment)
    {
        segments.Remove(segment);
        entries.RemoveAll(entry => entry.Chunk?.Segment == segment);
        while (entries.Count > 0 && entries[0].Chunk is null) entries.RemoveAt(0); // ends of streams whose chunks are all gone, or that the streams themselves remember
        var held = entries.Select(entry => entry.Chunk?.Stream ?? entry.Ended!.Stream).ToHashSet();
        foreach (var gone in streams.Values.Where(stream => stream.Ended && !held.Contains(stream.Stream)).ToList()) streams.Remove(gone.Stream);
    }

    private void SetAside(ReplaySetAside aside)
    {
        var keep = entries.Count - (int)Math.Min(entries.Count, Facts - aside.Facts);
        Steps -= entries.Skip(keep).Sum(entry => (long)(entry.Chunk?.Count ?? 0));
        entries.RemoveRange(keep, entries.Count - keep);
        Facts = aside.Facts;
        NextStream = aside.NextStream;
        checkpoints.RemoveAll(checkpoint => checkpoint.Cut.Cut > aside.Cut);
        streams.Clear();
        newest.Clear();
        foreach (var stream in aside.Streams)
        {
            streams[stream.Stream] = stream;
            newest[stream.Environment] = Math.Max(NewestStream(stream.Environment), stream.Stream);
        }
    }
}
