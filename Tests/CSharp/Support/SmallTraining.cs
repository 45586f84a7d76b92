using AkkaDreamer.Actors;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Run;
using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>A whole run of dreamer-v3 at size debug in a task of any family: its presets, but few updates and an evaluation at the end.</summary>
public static class SmallTraining
{
    /// <summary>Trains for <paramref name="steps"/> decisions and evaluates; then the policy is loaded from the run folder and acts. <paramref name="set"/>: options besides, without <c>dreamer.</c></summary>
    public static async Task<RunOutcome> Run(string task, int steps, params string[] set)
    {
        var folder = TestRuns.Folder();
        try
        {
            string[] all = [$"run.task={task}", "run.size=debug", $"run.steps={steps}", "replay.batch=4", "replay.length=8", "replay.train-ratio=2", "replay.prefill=100", "evaluation.episodes=2", $"evaluation.every={steps}", .. set];
            var setup = new ConfigurationReader(ConfigurationReader.DefaultFile).Resolve([.. all.Select(one => ConfigurationReader.Parse($"dreamer.{one}"))], folder);
            RunOutcome outcome;
            await using (var run = TrainingRun.Start(setup)) outcome = await run.Outcome.WaitAsync(TimeSpan.FromMinutes(2));
            Assert.Equal(RunEnd.BudgetReached, outcome.End);
            Assert.True(outcome.Updates >= (steps - 200) / 16 * 0.8, $"{outcome.Updates} updates in {steps} steps");
            Assert.True(double.IsFinite(outcome.Evaluation!.Value));
            using var policy = Policy.Load(folder.Path);
            Assert.Equal(policy.Play(1), policy.Play(1));
            return outcome;
        }
        finally
        {
            if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
        }
    }
}
