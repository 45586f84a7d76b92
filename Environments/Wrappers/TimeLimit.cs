namespace AkkaDreamer.Environments;

/// <summary>Ends an episode after <paramref name="limit"/> steps: IsLast, and IsTerminal only if it ended for good in that very step.</summary>
public sealed class TimeLimit(IEnvironment inner, int limit) : EnvironmentWrapper(inner)
{
    private readonly int limit = limit >= 1 ? limit : throw new ArgumentOutOfRangeException(nameof(limit), limit, "A time limit is one step or more.");
    private int steps = -1;

    /// <inheritdoc/>
    public override EnvironmentStep Reset(ulong seed)
    {
        steps = 0;
        return Inner.Reset(seed);
    }

    /// <inheritdoc/>
    public override EnvironmentStep Step(ReadOnlySpan<float> action) => Repeat(action, 1);

    /// <inheritdoc/>
    public override EnvironmentStep Repeat(ReadOnlySpan<float> action, int times)
    {
        if (steps < 0) throw new InvalidOperationException("The episode has ended or was never begun; call Reset first.");
        times = Math.Min(times, limit - steps);
        var step = times == 1 ? Inner.Step(action) : Inner.Repeat(action, times);
        if (step is null) return step!; // whoever holds it to the contract says so
        steps += times;
        if (steps >= limit) step = step with { IsLast = true };
        if (step.IsLast) steps = -1;
        return step;
    }
}
