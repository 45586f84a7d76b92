using AkkaDreamer.Models;

namespace AkkaDreamer.Tests.Support;

/// <summary>Start states of a fake world model: its words, copied, and for a joint update whether imagination has run the backward pass.</summary>
public sealed class FakeStart(long version, ulong[] words, bool pending, Action returned) : StartStates(version)
{
    internal ulong[] Words => IsReturned ? throw new ObjectDisposedException(nameof(FakeStart), "start states were used after they were given back") : words;

    internal bool Pending { get; } = pending;

    /// <inheritdoc/>
    public override StateSnapshot Capture() => FakeNumbers.Capture(Words, new RandomState(0), Version);

    internal ulong? Gradient { get; set; }

    /// <inheritdoc/>
    protected override void Return() => returned();
}

/// <summary>Weights of a fake policy: both halves' words, copied.</summary>
public sealed class FakeWeights(long version, ulong[] model, ulong[] behaviour, Action returned) : PolicyWeights(version)
{
    internal ulong[] Model => IsReturned ? throw new ObjectDisposedException(nameof(FakeWeights), "weights were used after they were given back") : model;

    internal ulong[] Behaviour => IsReturned ? throw new ObjectDisposedException(nameof(FakeWeights), "weights were used after they were given back") : behaviour;

    /// <inheritdoc/>
    protected override void Return() => returned();
}
