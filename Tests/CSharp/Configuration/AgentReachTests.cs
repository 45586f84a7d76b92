using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;
using Xunit;

namespace AkkaDreamer.Tests.Configuration;

public sealed class AgentReachTests
{
    private static readonly AgentDescription Planner = Described("planner", new AgentReach { DiscreteActions = false });
    private static readonly AgentDescription Watcher = Described("watcher", new AgentReach { ContinuousActions = false, Vectors = false });
    private static readonly AgentDescription Anything = Described("anything", AgentReach.Everything);

    [Theory]
    [InlineData("planner", "catch", ObservationKind.Vector, "--agent planner: planner takes continuous actions, and the task 'catch' has 3 discrete ones; agents that can: anything")]
    [InlineData("planner", "cartpole-balance", ObservationKind.Both, null)]
    [InlineData("watcher", "cartpole-balance", ObservationKind.Image, "--agent watcher: watcher takes discrete actions, and the task 'cartpole-balance' has 1 continuous one; agents that can: planner, anything")]
    [InlineData("watcher", "catch", ObservationKind.Both, "--agent watcher: watcher sees images, and the task 'catch' shows it 'board', a vector (see dreamer.task.observation); agents that can: anything")]
    [InlineData("watcher", "catch", ObservationKind.Image, null)]
    [InlineData("anything", "catch", ObservationKind.Vector, null)]
    public void An_agent_on_a_task_it_cannot_take_is_refused_with_the_agents_that_can(string agent, string task, ObservationKind observed, string? expected)
    {
        AgentDescription[] agents = [Planner, Watcher, Anything];
        Assert.Equal(expected, AgentCatalog.Refusal(agents.Single(known => known.Name == agent), Spaces(task, observed), task, agents));
    }

    [Fact]
    public void That_no_agent_can_is_said() =>
        Assert.EndsWith("; no agent can", AgentCatalog.Refusal(Planner, Spaces("catch", ObservationKind.Vector), "catch", [Planner, Watcher]));

    [Fact]
    public void What_an_agent_takes_is_said_in_words()
    {
        Assert.Equal("discrete and continuous actions; images and vectors", AgentReach.Everything.ToString());
        Assert.Equal("discrete actions; images", Watcher.Reach.ToString());
    }

    private static AgentDescription Described(string name, AgentReach reach) =>
        new(name, ["tiny"], (_, _) => new NoAgentOptions(), (_, _) => throw new InvalidOperationException("An agent that was refused is not made.")) { Reach = reach };

    private static AgentSpaces Spaces(string task, ObservationKind observed)
    {
        using var environment = TaskCatalog.Open(task, new TaskOptions { Observation = observed });
        return AgentSpacesOf.Environment(environment.Spaces);
    }
}
