namespace AkkaDreamer.Environments;

/// <summary>
/// A task that cannot be won and whose observations prove where they come from: <see cref="CounterCheck"/> finds every splice, gap, repetition and leak in what replay gives back.
/// <c>counter</c> float32 [6]: the seed of the episode in three parts of 16 bits (the low 48), the step in the episode, the last action (-1 at the start), and a checksum of these five.
/// An episode lasts 5 to 40 steps and ends for good or by a time limit, both by its seed (<see cref="LengthOf"/>, <see cref="EndsForGood"/>). Reward: <see cref="RewardOf"/>. Three discrete actions.
/// </summary>
public sealed class Counter : IEnvironment
{
    /// <summary>Numbers in an observation.</summary>
    public const int Width = 6;

    private ulong seed;
    private int step = -1;
    private int length;

    /// <inheritdoc/>
    public EnvironmentSpaces Spaces { get; } = new([new ObservationSpace("counter", ElementType.Float32, [Width])], new DiscreteActions(3));

    /// <summary>Steps after the first in the episode of a seed, 5 to 40.</summary>
    public static int LengthOf(ulong seed) => 5 + new EpisodeRandom(Known(seed)).NextInt32(36);

    /// <summary>Whether the episode of a seed ends for good (else by a time limit).</summary>
    public static bool EndsForGood(ulong seed) => (new EpisodeRandom(Known(seed) ^ 0x5A5A).NextUInt64() & 1) == 0;

    /// <summary>The reward that comes with a step: 0 at the first, else (step mod 7) + 1, plus a tenth of the action before.</summary>
    public static float RewardOf(int step, int lastAction) => step == 0 ? 0 : (step % 7) + 1 + (0.1f * lastAction);

    /// <summary>The observation of a step.</summary>
    public static float[] ObservationOf(ulong seed, int step, int lastAction)
    {
        float[] numbers = [seed & 0xFFFF, (seed >> 16) & 0xFFFF, (seed >> 32) & 0xFFFF, step, lastAction, 0];
        numbers[5] = Checksum(numbers);
        return numbers;
    }

    /// <inheritdoc/>
    public EnvironmentStep Reset(ulong seed)
    {
        (this.seed, step, length) = (seed, 0, LengthOf(seed));
        return new EnvironmentStep(Observation.Of(ObservationOf(seed, 0, -1)), 0, IsFirst: true, IsLast: false, IsTerminal: false);
    }

    /// <inheritdoc/>
    public EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        if (step < 0) throw new InvalidOperationException("counter: the episode has ended or was never begun; call Reset first.");
        var choice = ActionVector.Choice(action, 3);
        step++;
        var now = step;
        var ends = now == length;
        if (ends) step = -1;
        return new EnvironmentStep(Observation.Of(ObservationOf(seed, now, choice)), RewardOf(now, choice), IsFirst: false, ends, ends && EndsForGood(seed));
    }

    /// <inheritdoc/>
    public void Dispose() { }

    /// <summary>The checksum of the first five numbers, exact in a float.</summary>
    internal static float Checksum(ReadOnlySpan<float> numbers)
    {
        var sum = 17u;
        foreach (var number in numbers[..5]) sum = (sum * 31) + (uint)(int)number;
        return sum & 0xFFFF;
    }

    // Only the low 48 bits of a seed are shown, so only they may decide.
    private static ulong Known(ulong seed) => seed & 0xFFFF_FFFF_FFFF;
}
