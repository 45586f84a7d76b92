using AkkaDreamer.Environments;
using AkkaDreamer.Environments.Bsuite;
using Xunit;

namespace AkkaDreamer.Tests.Environments.Bsuite;

public sealed class DeepSeaTests
{
    [Fact]
    public void Right_all_the_way_returns_99_hundredths()
    {
        using var sea = TaskCatalog.Open("bsuite:deep-sea", new TaskOptions());
        var step = sea.Reset(0);
        var (rewards, places) = (new List<float>(), new List<int>());
        while (!step.IsLast)
        {
            places.Add(Array.IndexOf((float[])step.Observation.Arrays[0], 1f));
            step = sea.Step(ActionVector.OneHot(1, 2));
            rewards.Add(step.Reward);
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => 11 * i), places);
        Assert.All(rewards[..9], reward => Assert.Equal(-0.001f, reward));
        Assert.Equal(0.999f, rewards[9]);
        Assert.True(step.IsTerminal);
        Assert.DoesNotContain(1f, (float[])step.Observation.Arrays[0]); // below the last row nothing is shown
    }

    [Fact]
    public void Left_costs_nothing_and_one_of_it_loses_the_treasure()
    {
        using var sea = new DeepSea(new DeepSeaOptions { Size = 4 });
        Assert.Equal(0, Play(sea, 0, [0, 0, 0, 0]));
        Assert.Equal(-0.0075, Play(sea, 0, [1, 1, 0, 1]), 6);
        Assert.Equal(-0.01 + 1, Play(sea, 0, [1, 1, 1, 1]), 6);
        Assert.Equal(-0.005, Play(sea, 0, [0, 0, 1, 1]), 6); // the edge stops it
    }

    [Fact]
    public void A_mapping_draws_for_each_cell_which_action_goes_right()
    {
        using var sea = new DeepSea(new DeepSeaOptions { Size = 30, Mapping = 42 });
        using var again = new DeepSea(new DeepSeaOptions { Size = 30, Mapping = 42 });
        using var other = new DeepSea(new DeepSeaOptions { Size = 30, Mapping = 43 });
        var path = RightActions(sea);
        Assert.Equal(path, RightActions(again));
        Assert.NotEqual(path, RightActions(other));
        Assert.InRange(path.Count(action => action == 1), 5, 25);
        Assert.Equal(0.99, Play(sea, 7, path), 5);
    }

    [Fact]
    public void In_the_stochastic_sea_right_fails_once_in_N_and_the_ends_of_the_last_row_are_noisy()
    {
        using var sea = new DeepSea(new DeepSeaOptions { Size = 5, Stochastic = true });
        var (failed, ends) = (0, new List<double>());
        for (ulong seed = 0; seed < 2000; seed++)
        {
            sea.Reset(seed);
            var step = sea.Step(ActionVector.OneHot(1, 2));
            if (((float[])step.Observation.Arrays[0])[5] == 1) failed++;
            ends.Add(Play(sea, seed, [0, 0, 0, 0, 0]));
        }

        Assert.InRange(failed, 330, 470);
        Assert.InRange(ends.Average(), -0.07, 0.07);
        Assert.InRange(ends.Average(one => one * one), 0.9, 1.1);
        Assert.Equal(Play(sea, 3, [1, 0, 1, 0, 0]), Play(sea, 3, [1, 0, 1, 0, 0]));
    }

    [Fact]
    public void Random_play_returns_what_the_catalog_says()
    {
        using var sea = TaskCatalog.Open("bsuite:deep-sea", new TaskOptions());
        var random = new EpisodeRandom(1);
        var mean = Enumerable.Range(0, 20000).Average(seed => CartpoleTests.Play(sea, (ulong)seed, random));
        Assert.InRange(mean, TaskCatalog.Find("bsuite:deep-sea").RandomReturn - 0.001, TaskCatalog.Find("bsuite:deep-sea").RandomReturn + 0.001);
    }

    // Tries both in every row: right is the action that costs.
    private static int[] RightActions(DeepSea sea)
    {
        var path = new List<int>();
        while (path.Count < 30)
        {
            sea.Reset(0);
            foreach (var action in path) sea.Step(ActionVector.OneHot(action, 2));
            path.Add(sea.Step(ActionVector.OneHot(0, 2)).Reward == 0 ? 1 : 0);
        }

        return [.. path];
    }

    private static double Play(DeepSea sea, ulong seed, int[] actions)
    {
        sea.Reset(seed);
        return actions.Sum(action => (double)sea.Step(ActionVector.OneHot(action, 2)).Reward);
    }
}
