using AkkaDreamer.Environments;
using Xunit;

namespace AkkaDreamer.Tests.Environments;

/// <summary>A game of three lives, one of which is lost at every fourth step; each step is worth 1.</summary>
public sealed class LivesTests
{
    private static readonly TaskDescription Game = TaskDescription.Of("test:lives", "Three lives, one lost at every fourth step.", World, 12, 12);

    [Fact]
    public void A_lost_life_is_no_end_unless_asked_for()
    {
        using var environment = TaskCatalog.Open(Game, new TaskOptions { Observation = Game.UsuallyObserved });
        Assert.Equal("............T", Play(environment));
    }

    [Fact]
    public void A_lost_life_ends_the_return_while_the_game_and_its_score_go_on()
    {
        using var environment = new EpisodeStatistics(TaskCatalog.Open(Game, new TaskOptions { Observation = Game.UsuallyObserved, LifeEnds = true }));
        Assert.Equal("....t...t...T", Play(environment));
        Assert.Equal((12.0, 12), environment.Last);
    }

    [Fact]
    public void A_life_lost_within_a_repeated_action_counts()
    {
        using var environment = TaskCatalog.Open(Game, new TaskOptions { Observation = Game.UsuallyObserved, LifeEnds = true, Repeat = 3 });
        Assert.Equal("..ttT", Play(environment)); // steps 3, 6 (a life at 4), 9 (at 8), 12
    }

    [Fact]
    public void A_life_lost_where_the_time_is_up_ends_the_return()
    {
        using var environment = TaskCatalog.Open(Game, new TaskOptions { Observation = Game.UsuallyObserved, LifeEnds = true, TimeLimit = 8 });
        Assert.Equal("....t...T", Play(environment));
    }

    [Fact]
    public void An_episode_that_begins_with_a_lost_life_is_a_fault()
    {
        using var environment = new CheckedEnvironment(new EnvironmentFunctions(World().Spaces, _ => EnvironmentStep.First(Observation.Of([0f])) with { LifeLost = true }, _ => throw new InvalidOperationException()).Open(), "game");
        Assert.Contains("LifeLost; a reset gives IsFirst alone", Assert.Throws<EnvironmentFaultException>(() => environment.Reset(0)).Message);
    }

    // One letter a step: goes on, return ends in the game (t), game ends for good (T) or by time (L).
    private static string Play(IEnvironment environment)
    {
        var letters = "";
        for (var step = environment.Reset(0); ; step = environment.Step([1f, 0f]))
        {
            letters += step.IsLast ? step.IsTerminal ? 'T' : 'L' : step.IsTerminal ? 't' : '.';
            if (step.IsLast) return letters;
        }
    }

    private static EnvironmentFunctions World()
    {
        var t = 0;
        return new EnvironmentFunctions(
            new EnvironmentSpaces([ObservationSpace.Vector("t", 1)], new DiscreteActions(2)),
            _ => { t = 0; return EnvironmentStep.First(Observation.Of([0f])); },
            _ =>
            {
                t++;
                var step = t == 12 ? EnvironmentStep.End(Observation.Of([(float)t]), 1) : EnvironmentStep.Next(Observation.Of([(float)t]), 1);
                return step with { LifeLost = t % 4 == 0 };
            });
    }
}
