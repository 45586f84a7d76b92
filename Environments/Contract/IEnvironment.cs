namespace AkkaDreamer.Environments;

/// <summary>A world to act in. Used by one thread at a time. Anything it throws is an environment fault: the episode is cut and a new environment made.</summary>
public interface IEnvironment : IDisposable
{
    /// <summary>What it shows and accepts; constant.</summary>
    EnvironmentSpaces Spaces { get; }

    /// <summary>Starts a new episode. Equal seeds give equal episodes under equal actions.</summary>
    EnvironmentStep Reset(ulong seed);

    /// <summary>
    /// Acts once. <paramref name="action"/> has <see cref="ActionSpace.Size"/> numbers: one-hot for <see cref="DiscreteActions"/>, else one number per dimension within its range.
    /// Throws <see cref="InvalidOperationException"/> when the episode has ended or was never begun.
    /// </summary>
    EnvironmentStep Step(ReadOnlySpan<float> action);

    /// <summary>
    /// Carries out an action <paramref name="times"/> times (1 or more), or until the episode ends. Rewards are summed, a life lost in any of the steps counts; observation and flags are those of the last one. As if
    /// <see cref="Step"/> were called so often; an environment whose observations are dear may make the last one alone.
    /// </summary>
    EnvironmentStep Repeat(ReadOnlySpan<float> action, int times) => ActionRepeat.StepByStep(this, action, times);
}
