using AkkaDreamer.Environments;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments.Dmc;

public sealed class RandomReturnTests
{
    /// <summary>Mean returns of uniformly random actions on the suite's own models over 60 episodes, and how far four standard errors of both means reach (docs/environments/dmc.md has all tasks).</summary>
    [MuJoCoTheory]
    [InlineData("dmc:cartpole-balance", 320, 50, 40)]
    [InlineData("dmc:cartpole-swingup", 50, 40, 30)]
    [InlineData("dmc:cheetah-run", 6.8, 2.5, 20)]
    [InlineData("dmc:finger-spin", 1.2, 2.5, 30)]
    [InlineData("dmc:reacher-easy", 42, 70, 40)]
    [InlineData("dmc:walker-run", 25.2, 2.5, 20)]
    [InlineData("dmc:walker-stand", 130, 18, 20)]
    public void Random_play_scores_what_it_scores_in_the_suite(string task, double expected, double tolerance, int episodes)
    {
        using var environment = TaskCatalog.Open(task, new TaskOptions());
        var random = new EpisodeRandom(11);
        var mean = Enumerable.Range(0, episodes).Average(episode =>
        {
            var total = 0.0;
            for (var step = environment.Reset((ulong)episode); !step.IsLast;)
            {
                step = environment.Step(ActionVector.Random(environment.Spaces.Actions, random));
                total += step.Reward;
            }

            return total;
        });
        Assert.InRange(mean, expected - tolerance, expected + tolerance);
    }
}
