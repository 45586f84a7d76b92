namespace AkkaDreamer.Environments;

/// <summary>
/// Ends the return where a life is lost (<see cref="EnvironmentStep.LifeLost"/>): the step becomes IsTerminal, while the episode goes on. Nothing else changes, so returns and lengths of episodes are those of whole games.
/// </summary>
public sealed class LifeEnds(IEnvironment inner) : EnvironmentWrapper(inner)
{
    /// <inheritdoc/>
    public override EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        var step = Inner.Step(action);
        return step.LifeLost ? step with { IsTerminal = true } : step;
    }
}
