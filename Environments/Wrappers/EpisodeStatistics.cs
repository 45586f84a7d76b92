namespace AkkaDreamer.Environments;

/// <summary>Keeps return (sum of rewards) and length (steps after the first) of the episode that runs and of the last one that ended.</summary>
public sealed class EpisodeStatistics(IEnvironment inner) : EnvironmentWrapper(inner)
{
    /// <summary>Return so far of the running episode.</summary>
    public double Return { get; private set; }

    /// <summary>Steps so far of the running episode.</summary>
    public int Length { get; private set; }

    /// <summary>Return and length of the episode that ended last; null before any did.</summary>
    public (double Return, int Length)? Last { get; private set; }

    /// <inheritdoc/>
    public override EnvironmentStep Reset(ulong seed)
    {
        (Return, Length) = (0, 0);
        return Inner.Reset(seed);
    }

    /// <inheritdoc/>
    public override EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        var step = Inner.Step(action);
        Return += step.Reward;
        Length++;
        if (step.IsLast) Last = (Return, Length);
        return step;
    }
}
