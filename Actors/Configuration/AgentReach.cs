using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>What an agent can act with and see. One that plans over continuous actions, say, has <c>DiscreteActions = false</c>.</summary>
public sealed record AgentReach
{
    /// <summary>Every task.</summary>
    public static AgentReach Everything { get; } = new();

    /// <summary>Whether it can choose among discrete actions.</summary>
    public bool DiscreteActions { get; init; } = true;

    /// <summary>Whether it can act with numbers.</summary>
    public bool ContinuousActions { get; init; } = true;

    /// <summary>Whether it can be shown images.</summary>
    public bool Images { get; init; } = true;

    /// <summary>Whether it can be shown vectors.</summary>
    public bool Vectors { get; init; } = true;

    /// <summary>Why a task is out of reach, as words after the agent's name; null when it is not. <paramref name="task"/>: how the task is called.</summary>
    public string? Fault(AgentSpaces spaces, string task)
    {
        if (!(spaces.DiscreteActions ? DiscreteActions : ContinuousActions))
            return $"takes {Words(DiscreteActions, "discrete", ContinuousActions, "continuous")} actions, and the task '{task}' has {spaces.ActionSize} {(spaces.DiscreteActions ? "discrete" : "continuous")} one{(spaces.ActionSize == 1 ? "" : "s")}";
        return spaces.Inputs.FirstOrDefault(input => !(input.IsImage ? Images : Vectors)) is { } stranger
            ? $"sees {Words(Images, "images", Vectors, "vectors")}, and the task '{task}' shows it '{stranger.Name}', {(stranger.IsImage ? "an image" : "a vector")} (see dreamer.task.observation)"
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Words(DiscreteActions, "discrete", ContinuousActions, "continuous")} actions; {Words(Images, "images", Vectors, "vectors")}";

    private static string Words(bool first, string one, bool second, string other) => first && second ? $"{one} and {other}" : first ? one : other;
}
