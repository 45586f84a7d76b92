using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// Every sequence of <paramref name="length"/> consecutive steps of one stream is equally likely. A sequence may span episodes (with IsFirst inside), never streams, never lost bytes,
/// and begins only where the action before it is known.
/// </summary>
public sealed class UniformSampler(int length) : ISequenceSampler
{
    /// <inheritdoc/>
    public void Stored(StepStore store, in StoredChunk chunk)
    {
        // Uniform draws look only at what the store holds.
    }

    /// <inheritdoc/>
    public void Draw(StepStore store, RandomState random, Span<StepKey> starts)
    {
        var count = store.CountStarts(length);
        if (count == 0) throw new InvalidOperationException($"Replay holds no sequence of {length} steps.");
        for (var i = 0; i < starts.Length; i++) starts[i] = store.StartAt(random.NextInt64(count), length);
    }

    /// <inheritdoc/>
    public long[] Capture() => [];

    /// <inheritdoc/>
    public void Restore(ReadOnlySpan<long> state)
    {
        // Nothing is remembered.
    }
}
