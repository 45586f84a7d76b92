using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// The steps in memory, bounded in steps and in bytes. Streams are kept in pages; when a new page would pass the bound the oldest page of all goes, whosever it is.
/// Deterministic: the same appends give the same content and the same evictions. Used by one thread at a time.
/// </summary>
public sealed class StepStore(StepLayout layout, StoreBounds bounds)
{
    private readonly List<StepStream> streams = []; // by id, so that counting over them has one order
    private readonly Queue<StepPage> byAge = new();
    private readonly Stack<StepPage> free = new();

    /// <summary>How a step lies in memory.</summary>
    public StepLayout Layout { get; } = layout;

    /// <summary>The bound.</summary>
    public StoreBounds Bounds { get; } = bounds;

    /// <summary>Steps held.</summary>
    public long HeldSteps { get; private set; }

    /// <summary>Bytes held, everything counted: used and spare pages, batches and chunks in flight.</summary>
    public long HeldBytes => ((byAge.Count + free.Count) * Bounds.PageBytes) + Bounds.FixedBytes;

    /// <summary>Older segments hold nothing that is held here; <see cref="long.MaxValue"/> when nothing is.</summary>
    public long OldestSegment => byAge.Count == 0 ? long.MaxValue : byAge.Min(page => page.Segment);

    internal IReadOnlyList<StepStream> Streams => streams;

    internal IReadOnlyCollection<StepPage> PagesByAge => byAge;

    /// <summary>Adds a chunk: <paramref name="columns"/> is its payload as <see cref="StepLayout.Encode"/> made it.</summary>
    public void Append(in StoredChunk chunk, ReadOnlySpan<byte> columns, LatentBatch? latents = null)
    {
        Reserve(chunk);
        Fill(chunk, columns);
        if (latents is null) return;
        for (var i = 0; i < chunk.Count; i++) PutLatent(chunk.Stream, chunk.FirstIndex + i, latents, i);
    }

    /// <summary>
    /// Makes room for a chunk whose bytes come later (<see cref="Fill"/>). A chunk that does not begin where its stream ends (bytes between were lost) drops what is held before it.
    /// Throws <see cref="InvalidOperationException"/> for a chunk that begins before the stream's end, or of a stream that has ended.
    /// </summary>
    public void Reserve(in StoredChunk chunk)
    {
        var stream = Find(chunk.Stream) ?? Insert(chunk.Stream, chunk.Environment);
        if (stream.Ended) throw new InvalidOperationException($"Stream {chunk.Stream} has ended; chunk {chunk.Number} cannot follow.");
        if (chunk.FirstIndex < stream.End) throw new InvalidOperationException($"Stream {chunk.Stream} is at step {stream.End}; chunk {chunk.Number} begins at {chunk.FirstIndex}.");
        if (chunk.FirstIndex > stream.End) DropBefore(stream, chunk.FirstIndex);
        for (var index = chunk.FirstIndex; index < chunk.EndIndex; index = ((index / Bounds.PageSteps) + 1) * Bounds.PageSteps)
        {
            var number = index / Bounds.PageSteps;
            if (stream.Pages.Count == 0) stream.First = index;
            if (stream.Pages.Count == 0 || stream.Pages[^1].Number < number) AddPage(stream, number, chunk.Segment);
            var end = Math.Min(chunk.EndIndex, (number + 1) * Bounds.PageSteps);
            HeldSteps += end - index;
            stream.End = end;
        }
    }

    /// <summary>Puts the bytes of a reserved chunk in place; those of steps that are no longer held are passed over.</summary>
    public void Fill(in StoredChunk chunk, ReadOnlySpan<byte> columns)
    {
        if (columns.Length != Layout.PayloadBytes(chunk.Count)) throw new ArgumentException($"{chunk.Count} steps take {Layout.PayloadBytes(chunk.Count)} bytes, not {columns.Length}.", nameof(columns));
        if (Find(chunk.Stream) is not { } stream) return;
        var from = Math.Max(chunk.FirstIndex, stream.First);
        while (from < chunk.EndIndex)
        {
            var page = stream.Page(from / Bounds.PageSteps);
            var offset = (int)(from % Bounds.PageSteps);
            var count = (int)Math.Min(chunk.EndIndex - from, Bounds.PageSteps - offset);
            var source = 0;
            var target = 0;
            foreach (var width in Layout.ColumnBytes)
            {
                columns.Slice(source + ((int)(from - chunk.FirstIndex) * width), count * width).CopyTo(page.Columns.AsSpan(target + (offset * width)));
                source += chunk.Count * width;
                target += Bounds.PageSteps * width;
            }

            from += count;
        }
    }

    /// <summary>No more chunks come. An episode that was open is cut: its last step becomes IsLast, and stays not terminal, so no return leaks across.</summary>
    public void End(long id)
    {
        if (Find(id) is not { Ended: false } stream) return;
        stream.Ended = true;
        if (stream.Pages.Count == 0) Remove(stream);
        else FlagOf(stream, stream.End - 1, Layout.LastColumn) = 1;
    }

    /// <summary>A stream that ended goes on after all; <paramref name="afterEpisode"/>: its last step was the end of an episode, and stays so. Nothing happens to a stream that is not held.</summary>
    public void Reopen(long id, bool afterEpisode)
    {
        if (Find(id) is not { Ended: true } stream) return;
        stream.Ended = false;
        if (stream.Pages.Count > 0 && !afterEpisode) FlagOf(stream, stream.End - 1, Layout.LastColumn) = 0;
    }

    /// <summary>Sets the end mark of a stream that has ended, after its bytes came in late (<see cref="Fill"/>).</summary>
    public void MarkEnds()
    {
        foreach (var stream in streams)
            if (stream.Ended) FlagOf(stream, stream.End - 1, Layout.LastColumn) = 1;
    }

    /// <summary>Drops the steps of a stream before <paramref name="index"/>: bytes that turned out to be damaged.</summary>
    public void DropBefore(long id, long index)
    {
        if (Find(id) is { } stream && index > stream.First) DropBefore(stream, index);
    }

    /// <summary>Where the next chunk of a stream begins: 0 when nothing of it is held and it is not known.</summary>
    public long EndOf(long id) => Find(id)?.End ?? 0;

    /// <summary>How many sequences of that length could be drawn.</summary>
    public long CountStarts(int length)
    {
        long total = 0;
        foreach (var stream in streams) total += stream.Starts(length);
        return total;
    }

    /// <summary>The <paramref name="ordinal"/>-th sequence start of <see cref="CountStarts"/>.</summary>
    public StepKey StartAt(long ordinal, int length)
    {
        foreach (var stream in streams)
        {
            var starts = stream.Starts(length);
            if (ordinal < starts) return new StepKey(stream.Id, stream.FirstStart + ordinal);
            ordinal -= starts;
        }

        throw new ArgumentOutOfRangeException(nameof(ordinal), "There are not so many sequences.");
    }

    /// <summary>True when a sequence of that length may begin there.</summary>
    public bool IsStart(StepKey key, int length) => Find(key.Stream) is { } stream && key.Index >= stream.FirstStart && key.Index + length <= stream.End;

    /// <summary>Writes a latent back under its step; false when the step is no longer held.</summary>
    public bool PutLatent(long id, long index, LatentBatch latents, int row)
    {
        if (Layout.Latent is not { } spec || Find(id) is not { } stream || !stream.Holds(index)) return false;
        if (!latents.Valid[row]) return true;
        var page = stream.Page(index / Bounds.PageSteps).Latents!;
        var at = (int)(index % Bounds.PageSteps);
        Array.Copy(latents.Deterministic, row * spec.Deterministic, page.Deterministic, at * spec.Deterministic, spec.Deterministic);
        Array.Copy(latents.Stochastic, row * spec.Stochastic, page.Stochastic, at * spec.Stochastic, spec.Stochastic);
        page.Valid[at] = true;
        return true;
    }

    internal StepStream? Find(long id)
    {
        var at = Search(id);
        return at < 0 ? null : streams[at];
    }

    /// <summary>The held part of a flag column of a page; <paramref name="first"/>: the step of its first entry.</summary>
    internal ReadOnlySpan<byte> Flags(StepStream stream, StepPage page, int column, out long first)
    {
        var begin = page.Number * Bounds.PageSteps;
        first = Math.Max(begin, stream.First);
        var end = Math.Min(begin + Bounds.PageSteps, stream.End);
        return page.Columns.AsSpan(OffsetOf(column) + (int)(first - begin), (int)(end - first));
    }

    /// <summary>Rebuilds a stream and its pages as a checkpoint states them; bytes come by <see cref="Fill"/>.</summary>
    internal StepStream Restore(long id, int environment, long first, long end, bool ended)
    {
        var stream = Insert(id, environment);
        (stream.First, stream.End, stream.Ended) = (first, end, ended);
        HeldSteps += end - first;
        return stream;
    }

    /// <summary>Rebuilds a page; called in order of age.</summary>
    internal StepPage RestorePage(StepStream stream, long number, long segment) => AddPage(stream, number, segment);

    private int Search(long id)
    {
        var (low, high) = (0, streams.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (streams[middle].Id == id) return middle;
            if (streams[middle].Id < id) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    private StepStream Insert(long id, int environment)
    {
        var stream = new StepStream(id, environment);
        streams.Insert(~Search(id), stream);
        return stream;
    }

    private void Remove(StepStream stream) => streams.RemoveAt(Search(stream.Id));

    private StepPage AddPage(StepStream stream, long number, long segment)
    {
        while (byAge.Count >= Bounds.Pages) EvictOldest();
        var spare = free.Count > 0 ? free.Pop() : null;
        var latents = spare?.Latents;
        if (latents is not null) Array.Clear(latents.Valid);
        else if (Layout.Latent is { } spec)
            latents = new LatentColumns(new ushort[Bounds.PageSteps * spec.Deterministic], new byte[Bounds.PageSteps * spec.Stochastic], new bool[Bounds.PageSteps]);
        var page = new StepPage(stream.Id, number, segment, spare?.Columns ?? GC.AllocateUninitializedArray<byte>(Layout.PayloadBytes(Bounds.PageSteps)), latents);
        stream.Add(page);
        byAge.Enqueue(page);
        return page;
    }

    private void EvictOldest()
    {
        var page = byAge.Dequeue();
        free.Push(page);
        var stream = Find(page.Stream)!;
        stream.RemoveOldest();
        var first = Math.Min((page.Number + 1) * Bounds.PageSteps, stream.End);
        HeldSteps -= first - stream.First;
        stream.First = first;
        if (stream.Pages.Count == 0 && stream.Ended) Remove(stream);
    }

    private void DropBefore(StepStream stream, long index)
    {
        var first = Math.Max(index, stream.First);
        HeldSteps -= Math.Min(first, stream.End) - stream.First;
        (stream.First, stream.End) = (first, Math.Max(stream.End, first));
        var dropped = stream.Pages.TakeWhile(page => (page.Number + 1) * Bounds.PageSteps <= first || first == stream.End).ToHashSet();
        foreach (var page in dropped)
        {
            stream.RemoveOldest();
            free.Push(page);
        }

        var kept = byAge.Where(page => !dropped.Contains(page)).ToList();
        byAge.Clear();
        foreach (var page in kept) byAge.Enqueue(page);
        if (stream.Pages.Count == 0 && stream.Ended) Remove(stream);
    }

    private ref byte FlagOf(StepStream stream, long index, int column) => ref stream.Page(index / Bounds.PageSteps).Columns[OffsetOf(column) + (int)(index % Bounds.PageSteps)];

    private int OffsetOf(int column)
    {
        var before = 0;
        for (var i = 0; i < column; i++) before += Layout.ColumnBytes[i];
        return before * Bounds.PageSteps;
    }
}
