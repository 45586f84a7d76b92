using AkkaDreamer.Environments;
using AkkaDreamer.Environments.MinAtar;
using Xunit;

namespace AkkaDreamer.Tests.Environments.MinAtar;

/// <summary>Returns and lengths of random play against those of the published games (with their standard errors).</summary>
public sealed class RandomPlayTests
{
    private const double PublishedEpisodes = 800; // what the errors come of

    [Theory]
    [InlineData("asterix", 0.47, 0.03, 68, 3000)]
    [InlineData("breakout", 0.55, 0.03, 12, 4000)]
    [InlineData("freeway", 0.12, 0.04, 2501, 80)]
    [InlineData("seaquest", 0.10, 0.01, 30, 5000)]
    [InlineData("space-invaders", 3.04, 0.08, 54, 2000)]
    public void Random_play_returns_and_lasts_as_long_as_in_the_published_game(string game, double expected, double error, double length, int episodes)
    {
        var task = TaskCatalog.Find($"minatar:{game}");
        Assert.Equal(expected, task.RandomReturn);
        using var environment = new EpisodeStatistics(TaskCatalog.Open(task, new TaskOptions()));
        var (returns, lengths, random) = (new List<double>(), new List<double>(), new EpisodeRandom(11));
        for (var episode = 0; episode < episodes; episode++)
        {
            for (var step = environment.Reset((ulong)episode); !step.IsLast;) step = environment.Step(ActionVector.Random(environment.Spaces.Actions, random));
            returns.Add(environment.Last!.Value.Return);
            lengths.Add(environment.Last.Value.Length);
        }

        var allowed = 3 * Math.Sqrt((error * error) + (Variance(returns) / episodes));
        Assert.True(Math.Abs(returns.Average() - expected) < allowed, $"random play returned {returns.Average():g3} on the mean; published is {expected} and at most {allowed:g2} away is chance");
        var rounded = 0.5 + (3 * Math.Sqrt(Variance(lengths) / PublishedEpisodes));
        Assert.InRange(lengths.Average(), length - rounded, length + rounded);
    }

    [Theory]
    [InlineData("asterix", 5)]
    [InlineData("breakout", 3)]
    [InlineData("freeway", 3)]
    [InlineData("seaquest", 6)]
    [InlineData("space-invaders", 4)]
    public void The_minimal_set_of_actions_plays_as_the_full_one_does(string game, int count)
    {
        var rules = new MinAtarOptions { Sticky = 0 };
        using var full = TaskCatalog.Open($"minatar:{game}", new TaskOptions { Minatar = rules });
        using var minimal = TaskCatalog.Open($"minatar:{game}", new TaskOptions { Minatar = rules with { Actions = MinAtarActionSet.Minimal } });
        Assert.Equal(new DiscreteActions(6), full.Spaces.Actions);
        Assert.Equal(new DiscreteActions(count), minimal.Spaces.Actions);
        int[] known = game switch
        {
            "asterix" => [0, 1, 2, 3, 4],
            "breakout" => [0, 1, 3],
            "freeway" => [0, 2, 4],
            "seaquest" => [0, 1, 2, 3, 4, 5],
            _ => [0, 1, 3, 5],
        };
        var random = new EpisodeRandom(2);
        for (ulong seed = 0; seed < 5; seed++)
        {
            var (one, other) = (full.Reset(seed), minimal.Reset(seed));
            while (!one.IsLast)
            {
                var choice = random.NextInt32(count);
                (one, other) = (full.Step(ActionVector.OneHot(known[choice], 6)), minimal.Step(ActionVector.OneHot(choice, count)));
                Assert.Equal((one.Reward, one.IsLast), (other.Reward, other.IsLast));
                Assert.Equal(one.Observation.Arrays[0], other.Observation.Arrays[0]);
            }
        }
    }

    [Fact]
    public void A_sticky_frame_carries_out_the_action_carried_out_last()
    {
        using var always = TaskCatalog.Open("minatar:breakout", new TaskOptions { Minatar = new MinAtarOptions { Sticky = 1 } });
        using var often = TaskCatalog.Open("minatar:space-invaders", new TaskOptions { Minatar = new MinAtarOptions { Sticky = 0.5 } });
        always.Reset(0);
        for (var i = 0; i < 3; i++) Assert.Equal(1, Cell(always.Step(ActionVector.OneHot(1, 6)), x: 4, plane: 0, planes: 4)); // nothing was carried out last
        var moved = 0;
        for (ulong seed = 0; seed < 400; seed++)
        {
            often.Reset(seed);
            moved += (int)Cell(often.Step(ActionVector.OneHot(1, 6)), x: 4, plane: 0, planes: 6);
        }

        Assert.InRange(moved, 160, 240);
    }

    [Theory]
    [InlineData("asterix")]
    [InlineData("breakout")]
    [InlineData("freeway")]
    [InlineData("seaquest")]
    [InlineData("space-invaders")]
    public void A_picture_shows_the_board_and_only_its_ground_is_mostly_blue(string game)
    {
        using var environment = TaskCatalog.Open($"minatar:{game}", new TaskOptions { Observation = ObservationKind.Both });
        Assert.Equal(["board", "image"], environment.Spaces.Observations.Select(space => space.Name));
        var planes = environment.Spaces.Observations[0].Shape[2];
        var random = new EpisodeRandom(3);
        for (ulong seed = 0; seed < 4; seed++)
        {
            var step = environment.Reset(seed);
            for (var frame = 0; frame < 200 && !step.IsLast; frame++)
            {
                var (board, picture) = ((float[])step.Observation.Arrays[0], (byte[])step.Observation.Arrays[1]);
                for (var y = 0; y < 10; y++)
                {
                    for (var x = 0; x < 10; x++)
                    {
                        var middle = 3 * (((2 + (6 * y) + 3) * 64) + 2 + (6 * x) + 3);
                        var isGround = picture[middle + 2] > Math.Max(picture[middle], picture[middle + 1]);
                        Assert.Equal(Enumerable.Range(0, planes).All(plane => board[(((y * 10) + x) * planes) + plane] == 0), isGround);
                    }
                }

                step = environment.Step(ActionVector.Random(environment.Spaces.Actions, random));
            }
        }
    }

    private static double Variance(List<double> values) => values.Average(one => one * one) - (values.Average() * values.Average());

    private static float Cell(EnvironmentStep step, int x, int plane, int planes) => ((float[])step.Observation.Arrays[0])[(((9 * 10) + x) * planes) + plane];
}
