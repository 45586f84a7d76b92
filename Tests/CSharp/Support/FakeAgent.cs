using System.Collections.Concurrent;
using AkkaDreamer.Models;

namespace AkkaDreamer.Tests.Support;

/// <summary>
/// An agent without tensors whose every number depends on everything that should decide it: batches, their order, generators, versions. So two runs that end alike went alike.
/// It checks its callers: one thread per trainer, order of calls, leases given back once and in time, batches that fit.
/// </summary>
public sealed class FakeAgent(AgentSpaces spaces, FakeFaults? faults = null) : IAgent
{
    private long updates;

    /// <summary>What callers did wrong; empty in a good run.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>Every batch is shown to it, when set.</summary>
    public Action<SequenceBatch>? OnBatch { get; init; }

    /// <summary>The update that its world model was last at.</summary>
    public long Updates { get => Interlocked.Read(ref updates); internal set => Interlocked.Exchange(ref updates, value); }

    /// <inheritdoc/>
    public UpdateKind Update { get; init; } = UpdateKind.Split;

    /// <inheritdoc/>
    public AgentSpaces Spaces { get; } = spaces;

    /// <inheritdoc/>
    public LatentSpec? Latent { get; init; }

    /// <summary>Whether trainers must stay on one thread: so on pinned dispatchers.</summary>
    public bool Pinned { get; init; } = true;

    /// <summary>Faults to be met.</summary>
    public FakeFaults Faults { get; } = faults ?? new FakeFaults();

    /// <inheritdoc/>
    public IWorldModelTrainer CreateWorldModel(ulong seed) => new FakeWorldModel(this, seed);

    /// <inheritdoc/>
    public IBehaviourTrainer CreateBehaviour(ulong seed) => new FakeBehaviour(this, seed);

    /// <inheritdoc/>
    public IPolicy CreatePolicy() => new FakePolicy(this);

    internal void Violate(string what) => Violations.Enqueue(what);
}
