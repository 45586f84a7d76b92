namespace AkkaDreamer.Environments.Bsuite;

/// <summary>
/// Memory chain (bsuite; Osband et al. 2020): bits are shown when the episode begins, one of them is asked for at its end. The last of length + 1 decisions is the answer: +1 when it is the value of the bit asked
/// for, else -1, and the end for good; every other reward is 0.
/// Observation: <c>chain</c> float32 [2 + bits]: the time left, from 1 down to 0; which bit is asked for, shown once, after as many decisions as the length; the bits as -1 and 1, shown at the beginning
/// and once more after the first decision, as in the reference (there a decision shows what was true before it), else 0. Two discrete actions.
/// </summary>
public sealed class MemoryChain(MemoryChainOptions options) : IEnvironment
{
    private readonly bool[] bits = new bool[options.Bits];
    private int asked;
    private int made = -1; // decisions

    /// <inheritdoc/>
    public EnvironmentSpaces Spaces { get; } = EnvironmentSpaces.Of(new DiscreteActions(2), ObservationSpace.Vector("chain", 2 + options.Bits));

    /// <inheritdoc/>
    public EnvironmentStep Reset(ulong seed)
    {
        var random = new EpisodeRandom(seed);
        for (var i = 0; i < bits.Length; i++) bits[i] = random.NextInt32(2) == 1;
        asked = random.NextInt32(bits.Length);
        made = 0;
        return EnvironmentStep.First(See(0));
    }

    /// <inheritdoc/>
    public EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        if (made < 0) throw new InvalidOperationException("memory-chain: the episode has ended or was never begun; call Reset first.");
        var answer = ActionVector.Choice(action, 2) == 1;
        var seen = See(made);
        if (made++ < options.Length) return EnvironmentStep.Next(seen, 0);
        made = -1;
        return EnvironmentStep.End(seen, answer == bits[asked] ? 1 : -1);
    }

    /// <inheritdoc/>
    public void Dispose() { }

    private Observation See(int time)
    {
        var seen = new float[2 + bits.Length];
        seen[0] = 1 - ((float)time / options.Length);
        if (time == options.Length - 1) seen[1] = asked;
        for (var i = 0; time == 0 && i < bits.Length; i++) seen[2 + i] = bits[i] ? 1 : -1;
        return Observation.Of(seen);
    }
}
