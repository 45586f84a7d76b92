namespace AkkaDreamer.Environments;

/// <summary>Carries out each action <paramref name="times"/> times, or until the episode ends (<see cref="IEnvironment.Repeat"/>).</summary>
public sealed class ActionRepeat(IEnvironment inner, int times) : EnvironmentWrapper(inner)
{
    private readonly int times = times >= 1 ? times : throw new ArgumentOutOfRangeException(nameof(times), times, "An action is carried out once or more.");

    /// <inheritdoc/>
    public override EnvironmentStep Step(ReadOnlySpan<float> action) => Inner.Repeat(action, times);

    /// <summary>The plain way to repeat: every step made and looked at.</summary>
    internal static EnvironmentStep StepByStep(IEnvironment environment, ReadOnlySpan<float> action, int times)
    {
        var step = environment.Step(action);
        var (reward, lost) = (step.Reward, step.LifeLost);
        for (var i = 1; i < times && !step.IsLast; i++)
        {
            step = environment.Step(action);
            reward += step.Reward;
            lost |= step.LifeLost;
        }

        return step with { Reward = reward, LifeLost = lost };
    }
}
