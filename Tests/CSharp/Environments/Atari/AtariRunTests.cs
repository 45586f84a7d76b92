using AkkaDreamer.Actors;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Environments;

/// <summary>Whole runs on Atari's made-up game.</summary>
public sealed class AtariRunTests : IDisposable
{
    private readonly RunFolder folder = TestRuns.Folder();

    public void Dispose()
    {
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }

    /// <summary>In small: a picture of 16 x 16.</summary>
    [AleFact]
    public async Task Dreamer_trains_a_few_thousand_decisions_of_a_game() => await SmallTraining.Run(
        "atari100k:pong", 3000, "environment.count=1", "task.atari.size=16", "task.time-limit=400", "task.atari.backend=library", $"task.atari.library={FakeAle.Library}", $"task.atari.roms={FakeAle.Roms}");

    [AleTheory]
    [InlineData("atari100k:pong", "dreamer-v3", "library", false)]
    [InlineData("atari:pong", "dreamer-v3", "library", true)]
    [InlineData("atari100k:pong", "twm", "gym", false)]
    public async Task An_agent_trains_on_a_game_is_evaluated_and_plays_it_afterwards(string task, string agent, string backend, bool isolated)
    {
        if (backend == "gym" && StandInGym.Missing is not null) return;
        Isolated.Prepare();
        string[] settings =
        [
            $"dreamer.run.task={task}", $"dreamer.run.agent={agent}", "dreamer.run.size=debug", "dreamer.run.steps=400", "dreamer.environment.count=1", "dreamer.replay.batch=4", "dreamer.replay.length=8",
            "dreamer.replay.train-ratio=2", "dreamer.replay.prefill=100", "dreamer.evaluation.every=300", "dreamer.evaluation.episodes=2", $"dreamer.environment.isolate={(isolated ? "process" : "none")}",
            $"dreamer.task.atari.backend={backend}", $"dreamer.task.atari.library={FakeAle.Library}", $"dreamer.task.atari.roms={FakeAle.Roms}", .. StandInGym.Settings,
        ];
        var configuration = new ConfigurationReader(ConfigurationReader.DefaultFile).Fresh([.. settings.Select(ConfigurationReader.Parse)]);
        await using (var run = TrainingRun.Start(TestRuns.Setup(folder, configuration)))
        {
            var outcome = await run.Outcome.WaitAsync(TimeSpan.FromMinutes(2));
            Assert.True(outcome.End == RunEnd.BudgetReached, outcome.Line);
            Assert.True(outcome.Updates >= 5, $"{outcome.Updates} updates");
            Assert.InRange(outcome.Evaluation!.Value, 0, 45 * 4);
        }

        using var policy = Policy.Load(folder.Path);
        Assert.Equal(policy.Play(1), policy.Play(1));
    }
}
