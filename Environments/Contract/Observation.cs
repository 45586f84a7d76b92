using System.Collections.Immutable;

namespace AkkaDreamer.Environments;

/// <summary>
/// What the agent sees: named arrays, in the order of <see cref="EnvironmentSpaces.Observations"/>. Each is a <c>float[]</c> or a <c>byte[]</c> with as many
/// numbers as its space says, row-major. The arrays belong to the receiver from then on: an environment never writes to them again.
/// </summary>
public sealed record Observation(ImmutableArray<Array> Arrays)
{
    /// <summary>An observation that is one vector.</summary>
    public static Observation Of(float[] vector) => new([vector]);

    /// <summary>An observation that is one image [H, W, C].</summary>
    public static Observation Of(byte[] image) => new([image]);

    /// <summary>An observation of several arrays, in the order of its spaces.</summary>
    public static Observation OfAll(params Array[] arrays) => new([.. arrays]);
}

/// <summary>
/// One step: an observation and the reward and flags that came with it.
/// <see cref="IsFirst"/>: the episode begins here (reward is 0). <see cref="IsLast"/>: it ends here; the next call must be a reset.
/// <see cref="IsTerminal"/>: it ends for good, so no return is bootstrapped; IsLast without it is a time limit. Without IsLast it says that the return ends with a lost life while the game goes on (<see cref="LifeEnds"/>).
/// </summary>
public sealed record EnvironmentStep(Observation Observation, float Reward, bool IsFirst, bool IsLast, bool IsTerminal)
{
    /// <summary>A game with several lives: one of them was lost in this step. Nothing comes of it but where <see cref="LifeEnds"/> is asked for.</summary>
    public bool LifeLost { get; init; }

    /// <summary>An episode begins: what a reset gives.</summary>
    public static EnvironmentStep First(Observation observation) => new(observation, 0, true, false, false);

    /// <summary>The episode goes on.</summary>
    public static EnvironmentStep Next(Observation observation, float reward) => new(observation, reward, false, false, false);

    /// <summary>The episode ends for good.</summary>
    public static EnvironmentStep End(Observation observation, float reward) => new(observation, reward, false, true, true);
}
