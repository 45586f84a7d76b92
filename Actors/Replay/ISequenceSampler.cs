using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// Decides where the sequences of a batch begin. Deterministic: store, generator and what it was told decide. It sees every chunk once, in the order stored, and may keep what it likes about them
/// (visits, priorities, a queue), as long as that is in its state.
/// </summary>
public interface ISequenceSampler
{
    /// <summary>A chunk is in the store now.</summary>
    void Stored(StepStore store, in StoredChunk chunk);

    /// <summary>Where the sequences of the next batch begin, one per entry of <paramref name="starts"/>. Throws <see cref="InvalidOperationException"/> when the store holds no sequence of the length.</summary>
    void Draw(StepStore store, RandomState random, Span<StepKey> starts);

    /// <summary>What it remembers, as numbers: part of a checkpoint.</summary>
    long[] Capture();

    /// <summary>Takes what <see cref="Capture"/> gave; an empty array means nothing is remembered.</summary>
    void Restore(ReadOnlySpan<long> state);
}
