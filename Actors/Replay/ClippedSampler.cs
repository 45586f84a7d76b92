using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// DreamerV2's draws (Hafner et al. 2021, section 3 and code): an episode, every one equally likely whatever its length, then a step of it, every one equally likely, where the sequence begins, moved back
/// so that it ends with the episode at the latest. So the last <paramref name="length"/> steps of an episode of L are drawn with probability length / L, and ends are seen often.
/// Only episodes that have ended count, those that a crash cut included; while none has, draws are uniform over sequences. Of an episode whose beginning was evicted the held part counts, and one
/// that is shorter than a sequence is shown with what came before it in its stream, or after it where nothing did (with IsFirst inside). Nothing is remembered: the flags in the store decide.
/// </summary>
public sealed class ClippedSampler(int length) : ISequenceSampler
{
    private readonly UniformSampler whileNoneHasEnded = new(length);

    /// <inheritdoc/>
    public void Stored(StepStore store, in StoredChunk chunk)
    {
        // What has ended is read from the store.
    }

    /// <inheritdoc/>
    public void Draw(StepStore store, RandomState random, Span<StepKey> starts)
    {
        var pages = Pages(store);
        var ends = pages.Count == 0 ? 0 : pages[^1].EndsUpTo;
        if (ends == 0) whileNoneHasEnded.Draw(store, random, starts);
        else for (var i = 0; i < starts.Length; i++) starts[i] = Draw(store, pages, random.NextInt64(ends), random);
    }

    /// <inheritdoc/>
    public long[] Capture() => [];

    /// <inheritdoc/>
    public void Restore(ReadOnlySpan<long> state)
    {
        // Nothing is remembered.
    }

    private StepKey Draw(StepStore store, List<Page> pages, long ordinal, RandomState random)
    {
        var at = 0;
        for (var high = pages.Count - 1; at < high;)
        {
            var middle = (at + high) / 2;
            if (pages[middle].EndsUpTo > ordinal) high = middle;
            else at = middle + 1;
        }

        var (stream, page) = (pages[at].Stream, pages[at].Number);
        var within = ordinal - (at == 0 ? 0 : pages[at - 1].EndsUpTo);
        var end = End(store, stream, page, within);
        var first = Math.Max(First(store, stream, end), stream.FirstStart);
        var start = first + random.NextInt64(Math.Max(1, end - first));
        return new StepKey(stream.Id, Math.Clamp(Math.Min(start, end - length), stream.FirstStart, stream.End - length));
    }

    // Every page of a stream that holds a sequence, with how many episodes end in it and in those before.
    private List<Page> Pages(StepStore store)
    {
        var pages = new List<Page>();
        long ends = 0;
        foreach (var stream in store.Streams)
        {
            if (stream.Starts(length) == 0) continue;
            foreach (var page in stream.Pages)
            {
                ends += store.Flags(stream, page, store.Layout.LastColumn, out _).Count((byte)1);
                pages.Add(new Page(stream, page.Number, ends));
            }
        }

        return pages;
    }

    // The step after the episode whose last step is the given one among those of the page.
    private static long End(StepStore store, StepStream stream, long page, long ordinal)
    {
        var flags = store.Flags(stream, stream.Page(page), store.Layout.LastColumn, out var begin);
        var at = flags.IndexOf((byte)1);
        for (; ordinal > 0; ordinal--) at += 1 + flags[(at + 1)..].IndexOf((byte)1);
        return begin + at + 1;
    }

    // The first held step of the episode that ends before the given step.
    private static long First(StepStore store, StepStream stream, long end)
    {
        for (var page = (end - 1) / store.Bounds.PageSteps; page >= stream.Pages[0].Number; page--)
        {
            var flags = store.Flags(stream, stream.Page(page), store.Layout.FirstColumn, out var begin);
            if (flags[..(int)Math.Min(flags.Length, end - begin)].LastIndexOf((byte)1) is >= 0 and var at) return begin + at;
        }

        return stream.First;
    }

    private readonly record struct Page(StepStream Stream, long Number, long EndsUpTo);
}
