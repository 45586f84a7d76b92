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
    public StepKey Draw(StepStore store, RandomState random)
    {
        var starts = store.CountStarts(length);
        if (starts == 0) throw new InvalidOperationException($"Replay holds no sequence of {length} steps.");
        return store.StartAt(random.NextInt64(starts), length);
    }

    /// <inheritdoc/>
    public long[] Capture() => [];

    /// <inheritdoc/>
    public void Restore(ReadOnlySpan<long> state)
    {
        // Nothing is remembered.
    }
}
