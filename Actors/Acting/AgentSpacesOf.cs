using AkkaDreamer.Environments;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Acting;

/// <summary>What an environment's spaces are to an agent: the two rooms do not know each other and meet here.</summary>
public static class AgentSpacesOf
{
    /// <summary>The agent's view of <paramref name="spaces"/>. Throws <see cref="ArgumentException"/> for continuous actions outside [-1, 1]: wrap the environment in normalised actions.</summary>
    public static AgentSpaces Environment(EnvironmentSpaces spaces)
    {
        if (spaces.Actions is ContinuousActions actions && (actions.Low.Any(low => low != -1) || actions.High.Any(high => high != 1)))
        {
            throw new ArgumentException("An agent acts within [-1, 1] in every dimension; wrap the environment so that it takes such actions.", nameof(spaces));
        }

        return new AgentSpaces(
            [.. spaces.Observations.Select(space => new InputSpec(space.Name, space.IsImage, space.Shape))],
            spaces.Actions is DiscreteActions,
            spaces.Actions.Size);
    }
}
