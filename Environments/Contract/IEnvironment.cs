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
}
