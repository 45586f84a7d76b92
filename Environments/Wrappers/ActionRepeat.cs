namespace AkkaDreamer.Environments;

/// <summary>Carries out each action <paramref name="times"/> times, or until the episode ends. Rewards are summed, a life lost in any of the steps counts; observation and flags are those of the last one.</summary>
public sealed class ActionRepeat(IEnvironment inner, int times) : EnvironmentWrapper(inner)
{
    private readonly int times = times >= 1 ? times : throw new ArgumentOutOfRangeException(nameof(times), times, "An action is carried out once or more.");

    /// <inheritdoc/>
    public override EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        var step = Inner.Step(action);
        var (reward, lost) = (step.Reward, step.LifeLost);
        for (var i = 1; i < times && !step.IsLast; i++)
        {
            step = Inner.Step(action);
            reward += step.Reward;
            lost |= step.LifeLost;
        }

        return step with { Reward = reward, LifeLost = lost };
    }
}
