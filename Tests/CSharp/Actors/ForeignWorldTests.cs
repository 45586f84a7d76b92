using AkkaDreamer.Actors;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Environments;
using AkkaDreamer.Experiments;
using AkkaDreamer.Experiments.Shipped;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

/// <summary>A world that was written in F#, as a record of functions, is a task like any other to C#.</summary>
public sealed class ForeignWorldTests : IDisposable
{
    private readonly RunFolder folder = TestRuns.Folder();

    public void Dispose()
    {
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }

    [Fact]
    public void A_world_of_FSharp_functions_keeps_the_contract()
    {
        using var world = new CheckedEnvironment(World.Functions(Corridor.world).Open(), "corridor");
        var random = new EpisodeRandom(1);
        for (var episode = 0; episode < 50; episode++)
            for (var step = world.Reset((ulong)episode); !step.IsLast;) step = world.Step(ActionVector.Random(world.Spaces.Actions, random));
    }

    [Fact]
    public async Task An_agent_trains_from_CSharp_in_a_world_written_in_FSharp()
    {
        var task = World.Task("csharp-corridor", "A corridor.", 0, 1, 40, Corridor.world);
        TaskCatalog.Register(task);
        var setup = new ConfigurationReader(ConfigurationReader.DefaultFile).Resolve(
            [.. new[] { "run.task=csharp-corridor", "run.size=debug", "run.steps=150", "replay.batch=4", "replay.length=8", "replay.train-ratio=4", "replay.prefill=100", "evaluation.episodes=3" }.Select(set => ConfigurationReader.Parse($"dreamer.{set}"))],
            folder);
        await using (var run = TrainingRun.Start(setup))
        {
            var outcome = await run.Outcome.WaitAsync(TimeSpan.FromMinutes(2));
            Assert.Equal(RunEnd.BudgetReached, outcome.End);
            Assert.True(outcome.Updates >= 3, $"{outcome.Updates} updates");
            Assert.InRange(outcome.Evaluation!.Value, -1, 1);
        }

        using var policy = Policy.Load(folder.Path);
        Assert.Equal(policy.Play(4), policy.Play(4));
    }
}
