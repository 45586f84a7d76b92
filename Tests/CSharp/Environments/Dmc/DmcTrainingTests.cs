using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Environments;
using AkkaDreamer.Environments.MuJoCo;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments.Dmc;

public sealed class DmcTrainingTests
{
    [MuJoCoFact]
    public async Task Dreamer_trains_a_few_thousand_steps_of_walker_walk_from_vectors()
    {
        var outcome = await SmallTraining.Run("dmc:walker-walk", 3000, "task.time-limit=200");
        Assert.InRange(outcome.Evaluation!.Value, 0, 200);
    }

    [MuJoCoFact]
    public async Task Dreamer_trains_on_cheetah_run_from_pictures() =>
        await SmallTraining.Run("dmc:cheetah-run", 260, "task.observation=image", "task.time-limit=100", "task.dmc.fast-pictures=true");

    [Fact]
    public void The_family_has_a_preset_and_options_of_its_own()
    {
        var reader = new ConfigurationReader(ConfigurationReader.DefaultFile);
        var run = reader.Fresh([ConfigurationReader.Parse("dreamer.run.task=dmc:walker-walk"), ConfigurationReader.Parse("dreamer.run.size=12m"), ConfigurationReader.Parse("dreamer.task.dmc.renderer=osmesa")]);
        Assert.Equal((ObservationKind.Vector, MuJoCoRendering.Osmesa, false), (run.Task.Observation, run.Task.Dmc.Renderer, run.Task.Dmc.FastPictures));
        Assert.Equal((500_000, 512, 16, 64), (run.Run.Steps, run.Replay.TrainRatio, run.Replay.Batch, run.Replay.Length));
        var tiny = reader.Fresh([ConfigurationReader.Parse("dreamer.run.task=dmc:walker-walk")]);
        Assert.Equal((8, 32), (tiny.Replay.Batch, tiny.Replay.Length));
        var swingUp = reader.Fresh([.. new[] { "run.task=dmc:cartpole-swingup", "run.agent=dreamer-v3-2023" }.Select(set => ConfigurationReader.Parse($"dreamer.{set}"))]);
        Assert.Equal((4, 256, 700), (swingUp.Task.Repeat, swingUp.Replay.TrainRatio, swingUp.Run.TargetReturn));
        var refused = Assert.Throws<ConfigurationException>(() => reader.Fresh([ConfigurationReader.Parse("dreamer.run.task=dmc:walker-walk"), ConfigurationReader.Parse("dreamer.task.dmc.renderer=glx")]));
        Assert.Contains("allowed is auto, egl, osmesa", refused.Message);
    }
}
