using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments.MinAtar;

public sealed class MinAtarTrainingTests
{
    [Fact]
    public async Task Dreamer_trains_a_few_thousand_frames_of_breakout_from_the_board()
    {
        var outcome = await SmallTraining.Run("minatar:breakout", 3000, "task.time-limit=200");
        Assert.InRange(outcome.Evaluation!.Value, 0, 100);
    }

    [Fact]
    public async Task Dreamer_trains_on_seaquest_from_the_picture() =>
        await SmallTraining.Run("minatar:seaquest", 300, "task.observation=image", "task.time-limit=200", "task.minatar.actions=minimal");

    [Fact]
    public void The_family_has_a_preset_that_a_task_and_the_command_line_lie_over()
    {
        var reader = new ConfigurationReader(ConfigurationReader.DefaultFile);
        var run = reader.Fresh([ConfigurationReader.Parse("dreamer.run.task=minatar:breakout"), ConfigurationReader.Parse("dreamer.task.minatar.sticky=0.25")]);
        Assert.Equal((3000, 0.25), (run.Task.TimeLimit, run.Task.Minatar.Sticky));
        Assert.Equal(0.99, ((DreamerSettings)run.Agent).Discount, 6);
        var refused = Assert.Throws<ConfigurationException>(() => reader.Fresh([ConfigurationReader.Parse("dreamer.task.minatar.sticky=2")]));
        Assert.Contains("allowed is a number from 0 to 1", refused.Message);
    }
}
