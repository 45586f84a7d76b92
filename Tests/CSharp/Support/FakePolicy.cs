using System.Runtime.InteropServices;
using AkkaDreamer.Models;

namespace AkkaDreamer.Tests.Support;

internal sealed class FakePolicy(FakeAgent agent) : IPolicy
{
    private ulong[]? model;
    private ulong[]? behaviour;
    private int inside;

    public long Version { get; private set; } = -1;

    public void Load(PolicyWeights weights)
    {
        var fake = (FakeWeights)weights;
        (model, behaviour, Version) = (fake.Model, fake.Behaviour, fake.Version);
    }

    public void Load(StateSnapshot worldModel, StateSnapshot behaviour)
    {
        (model, _, _) = FakeNumbers.Restore(worldModel);
        (this.behaviour, _, Version) = FakeNumbers.Restore(behaviour);
    }

    public int WeightBytes => 8 * FakeNumbers.Fresh(0).Length * 2;

    public void CopyWeights(Span<byte> target)
    {
        MemoryMarshal.AsBytes(model.AsSpan()).CopyTo(target);
        MemoryMarshal.AsBytes(behaviour.AsSpan()).CopyTo(target[(8 * model!.Length)..]);
    }

    public void Load(long version, ReadOnlySpan<byte> weights)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(weights);
        (model, behaviour, Version) = (words[..(words.Length / 2)].ToArray(), words[(words.Length / 2)..].ToArray(), version);
    }

    public Decision Act(IReadOnlyList<Array> observation, PolicyState? state, RandomState? random)
    {
        if (Interlocked.Increment(ref inside) != 1) agent.Violate("a policy was used by two threads at a time");
        if (model is null || behaviour is null) throw new InvalidOperationException("a policy without weights was asked to act");
        var h = state is null ? 0f : state.Parts[0][0];
        var mixed = model[2] ^ behaviour[3] ^ BitConverter.SingleToUInt32Bits(h) ^ (random?.NextUInt64() ?? 0);
        foreach (var array in observation) mixed = (mixed * 31) + FakeNumbers.Hash(array);
        var action = new float[agent.Spaces.ActionSize];
        if (agent.Spaces.DiscreteActions) action[mixed % (ulong)action.Length] = 1;
        else for (var i = 0; i < action.Length; i++) action[i] = ((float)((mixed >> i) % 1000) / 500) - 1;
        var latent = agent.Latent is { } spec ? new LatentBatch(1, [.. Enumerable.Repeat((ushort)mixed, spec.Deterministic)], new byte[spec.Stochastic], [true]) : null;
        var next = new PolicyState([[(float)(mixed % 100003)], [.. action]]);
        Interlocked.Decrement(ref inside);
        return new Decision(action, next, latent);
    }

    public void Dispose()
    {
    }
}
