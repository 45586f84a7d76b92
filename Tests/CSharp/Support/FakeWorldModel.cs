using AkkaDreamer.Models;

namespace AkkaDreamer.Tests.Support;

internal sealed class FakeWorldModel(FakeAgent agent, ulong seed) : IWorldModelTrainer
{
    private const int Buffers = 3;
    private readonly OneThread thread = new(agent, "world model");
    private ulong[] words = FakeNumbers.Fresh(seed);
    private RandomState random = new(seed);
    private FakeStart? pending;
    private ulong head;
    private int lent;
    private bool disposed;

    public long Version { get; private set; }

    public WorldModelUpdate Train(SequenceBatch batch, bool exact)
    {
        thread.Check();
        Check(batch);
        if (disposed) agent.Violate("a world model was trained after it was disposed");
        if (pending is not null) agent.Violate("a joint update was begun before the last one was completed");
        if (Volatile.Read(ref lent) >= Buffers) agent.Violate($"more than {Buffers} start states are out");
        var call = agent.Faults.NextModelCall();
        if (agent.Faults.ModelCrashes(call)) throw new InvalidOperationException($"world model crash at call {call}");
        if (agent.Faults.ModelNotFinite(call)) throw new NonFiniteException($"loss/image is NaN at call {call}");
        agent.OnBatch?.Invoke(batch);
        var gradient = random.NextUInt64() ^ head;
        foreach (var array in new Array[] { batch.Actions, batch.Rewards, batch.IsFirst, batch.IsLast, batch.IsTerminal, batch.Keys }.Concat(batch.Observations)) gradient = (gradient * 31) + FakeNumbers.Hash(array);
        if (batch.Context is { } context) gradient = (gradient * 31) + FakeNumbers.Hash(context.Deterministic) + FakeNumbers.Hash(context.Valid);
        var joint = exact && agent.Update == UpdateKind.Joint;
        if (!joint)
        {
            FakeNumbers.Stir(words, gradient);
            Version++;
        }

        agent.Updates = Version;
        Interlocked.Increment(ref lent);
        var start = new FakeStart(Version, joint ? words : (ulong[])words.Clone(), joint, () => Interlocked.Decrement(ref lent)) { Gradient = gradient };
        pending = joint ? start : null;
        return new WorldModelUpdate(Version, new Scalars([new("loss/model", (double)(gradient % 1000))]), start, Latents(batch));
    }

    public Scalars Complete()
    {
        thread.Check();
        if (pending?.Gradient is not { } gradient) throw new InvalidOperationException("there is nothing to complete: the backward pass has not run");
        FakeNumbers.Stir(words, gradient);
        Version++;
        pending = null;
        return new Scalars([new("loss/joint", (double)(gradient % 1000))]);
    }

    public void UseValueHead(PolicyWeights weights)
    {
        thread.Check();
        head = ((FakeWeights)weights).Behaviour[0];
    }

    public StateSnapshot Capture()
    {
        thread.Check();
        return FakeNumbers.Capture(words, random, Version);
    }

    public void Restore(StateSnapshot state)
    {
        thread.Check();
        (words, random, Version) = FakeNumbers.Restore(state);
    }

    public PredictionStrip? Predict(SequenceBatch batch, int context) => new(batch.Length, 3, new byte[batch.Length * 9]);

    public void Dispose() => disposed = true;

    private void Check(SequenceBatch batch)
    {
        var steps = batch.Batch * batch.Length;
        for (var i = 0; i < agent.Spaces.Inputs.Length; i++)
        {
            if (batch.Observations[i].Length != steps * agent.Spaces.Inputs[i].Count) agent.Violate($"observation {i} of a batch has {batch.Observations[i].Length} numbers");
        }

        if (batch.Actions.Length != batch.Batch * (batch.Length + 1) * agent.Spaces.ActionSize) agent.Violate($"a batch has {batch.Actions.Length} action numbers");
        if (batch.Keys.Length != steps) agent.Violate($"a batch has {batch.Keys.Length} keys");
    }

    private LatentBatch? Latents(SequenceBatch batch)
    {
        if (agent.Latent is not { } spec) return null;
        var steps = batch.Batch * batch.Length;
        return new LatentBatch(steps, [.. Enumerable.Range(0, steps * spec.Deterministic).Select(i => (ushort)(words[0] + (ulong)i))], new byte[steps * spec.Stochastic], [.. Enumerable.Repeat(true, steps)]);
    }
}
