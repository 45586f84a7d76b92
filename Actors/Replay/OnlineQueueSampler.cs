using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// The online queue of DreamerV3 (2024): each non-overlapping stretch of <paramref name="length"/> steps of a stream is queued once, as soon as it is whole, and drained before <paramref name="then"/>
/// draws. Stretches that were evicted first are passed over.
/// </summary>
public sealed class OnlineQueueSampler(int length, ISequenceSampler then) : ISequenceSampler
{
    private readonly Queue<StepKey> queue = new();

    /// <summary>How many stretches wait.</summary>
    public int Waiting => queue.Count;

    /// <inheritdoc/>
    public void Stored(StepStore store, in StoredChunk chunk)
    {
        then.Stored(store, chunk);
        for (var end = ((chunk.FirstIndex / length) + 1) * length; end <= chunk.EndIndex; end += length)
            queue.Enqueue(new StepKey(chunk.Stream, end - length));
        while (queue.TryPeek(out var oldest) && !store.IsStart(oldest, length)) queue.Dequeue();
    }

    /// <inheritdoc/>
    public void Draw(StepStore store, RandomState random, Span<StepKey> starts)
    {
        while (!starts.IsEmpty && queue.TryDequeue(out var key))
        {
            if (!store.IsStart(key, length)) continue;
            starts[0] = key;
            starts = starts[1..];
        }

        if (!starts.IsEmpty) then.Draw(store, random, starts);
    }

    /// <inheritdoc/>
    public long[] Capture() => [queue.Count, .. queue.SelectMany(key => new[] { key.Stream, key.Index }), .. then.Capture()];

    /// <inheritdoc/>
    public void Restore(ReadOnlySpan<long> state)
    {
        queue.Clear();
        if (state.IsEmpty) return;
        var count = (int)state[0];
        for (var i = 0; i < count; i++) queue.Enqueue(new StepKey(state[1 + (2 * i)], state[2 + (2 * i)]));
        then.Restore(state[(1 + (2 * count))..]);
    }
}
