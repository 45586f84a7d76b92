using AkkaDreamer.Models;

namespace AkkaDreamer.Tests.Support;

internal sealed class FakeBehaviour(FakeAgent agent, ulong seed) : IBehaviourTrainer
{
    private const int Buffers = 3;
    private readonly OneThread thread = new(agent, "behaviour");
    private ulong[] words = FakeNumbers.Fresh(seed);
    private RandomState random = new(seed);
    private int lent;

    public long Version { get; private set; }

    public Scalars Train(StartStates start)
    {
        thread.Check();
        var states = (FakeStart)start;
        var call = agent.Faults.NextBehaviourCall();
        if (agent.Faults.BehaviourCrashes(call)) throw new InvalidOperationException($"behaviour crash at call {call}");
        if (agent.Faults.BehaviourNotFinite(call)) throw new NonFiniteException($"loss/actor is NaN at call {call}");
        var draw = random.NextUInt64();
        FakeNumbers.Stir(words, draw ^ states.Words[1]);
        if (states.Pending) states.Gradient = (states.Gradient * 31) + draw;
        Version++;
        return new Scalars([new("loss/actor", (double)(draw % 1000))]);
    }

    public PolicyWeights? Publish(StartStates start)
    {
        thread.Check();
        if (Volatile.Read(ref lent) >= Buffers) return null;
        Interlocked.Increment(ref lent);
        return new FakeWeights(Version, (ulong[])((FakeStart)start).Words.Clone(), (ulong[])words.Clone(), () => Interlocked.Decrement(ref lent));
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

    public void Dispose()
    {
    }
}
