using AkkaDreamer.Actors;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

/// <summary>Whole runs whose environments live in child processes, which crash, hang and are replaced.</summary>
public sealed class IsolatedRunTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly RunFolder folder = TestRuns.Folder();

    public IsolatedRunTests() => Isolated.Prepare();

    public void Dispose()
    {
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }

    [Fact]
    public async Task A_run_in_child_processes_ends_as_one_in_this_process()
    {
        var here = await Run(TestRuns.Counter(Schedule.Lockstep, 400));
        Directory.Delete(folder.Path, recursive: true);
        var there = await Run(Apart(TestRuns.Counter(Schedule.Lockstep, 400)));
        Assert.Equal(RunEnd.BudgetReached, there.Outcome.End);
        Assert.Equal(here.Outcome.Digest, there.Outcome.Digest);
    }

    [Fact]
    public void A_limit_of_memory_for_a_world_that_nobody_could_kill_is_refused_with_what_to_set()
    {
        var configuration = TestRuns.Counter(Schedule.Lockstep, 400);
        var limited = configuration with { Environment = configuration.Environment with { MemoryLimit = 1L << 30 } };
        Assert.Contains("set dreamer.environment.isolate = process, or no limit", Assert.Throws<ArgumentException>(() => TrainingRun.Start(TestRuns.Setup(folder, limited))).Message);
        using var apart = RunWorlds.Open(Apart(limited));
        Assert.True(apart.Reset(1).IsFirst);
    }

    [Fact]
    public async Task A_child_that_is_killed_is_replaced_and_no_sequence_is_spliced()
    {
        var agents = new List<FakeAgent>();
        var killed = 0;
        var run = TrainingRun.Start(TestRuns.Setup(folder, Apart(TestRuns.Counter(Schedule.Overlapped, 1_500))), spaces =>
        {
            var agent = TestRuns.CheckedAgent(spaces, onBatch: _ =>
            {
                if (Interlocked.Increment(ref killed) is 5 or 20) KillOneChild();
            });
            agents.Add(agent);
            return agent;
        });
        var outcome = await run.Outcome.WaitAsync(Limit);
        Assert.Equal((RunEnd.BudgetReached, 1_500), (outcome.End, outcome.Steps));
        Assert.InRange(run.View.Faults.GetValueOrDefault("environment"), 1, 4);
        Assert.Contains("signal 9 (killed)", await File.ReadAllTextAsync(folder.Log), StringComparison.Ordinal);
        Assert.Empty(agents.SelectMany(agent => agent.Violations));
    }

    [PythonTheory]
    [InlineData("hangs", "hang", "it gave no answer within 1 s and was killed")]
    [InlineData("leaks", "environment", "more than the 200 MiB that it may")]
    [InlineData("crashes", "environment", "signal 11 (segmentation fault)")]
    [InlineData("nonsense", "environment", "it answered nonsense")]
    [InlineData("nan", "environment", "gave the reward NaN")]
    [InlineData("shape", "environment", "has the shape (8, 8, 3); its space says (16, 16, 3)")]
    public async Task A_world_in_Python_that_goes_wrong_is_replaced_and_the_run_goes_on(string how, string faultClass, string words)
    {
        var mark = Path.Combine(Path.GetTempPath(), $"hung-{Guid.NewGuid():N}");
        try
        {
            var configuration = Gym("gym:Trouble-v0", $"--set dreamer.environment.step-deadline={(how == "hangs" ? "1s" : "1 minute")}", "--set dreamer.environment.memory-limit=200 MiB", $$"""--set dreamer.task.gym.arguments={"how":"{{how}}","mark":"{{mark}}"}""", "--set dreamer.task.time-limit=20");
            var run = await Run(configuration);
            Assert.Equal(RunEnd.BudgetReached, run.Outcome.End);
            Assert.Equal(1, run.View.Faults.GetValueOrDefault(faultClass));
            Assert.Contains(words, run.View.LastFault);
            Assert.True(File.Exists(mark));
        }
        finally
        {
            File.Delete(mark);
        }
    }

    [PythonFact]
    public async Task DreamerV3_trains_on_a_world_in_Python_is_evaluated_and_acts_in_it_afterwards()
    {
        var run = await Run(Gym("gym:Walk-v0", "--set dreamer.run.steps=3000", "--set dreamer.replay.train-ratio=2", "--set dreamer.evaluation.every=2000", "--set dreamer.evaluation.episodes=3"));
        Assert.Equal((RunEnd.BudgetReached, 3000), (run.Outcome.End, run.Outcome.Steps));
        Assert.True(run.Outcome.Updates >= 100, $"{run.Outcome.Updates} updates");
        Assert.InRange(run.Outcome.Evaluation!.Value, -1, 1);
        using var policy = Policy.Load(folder.Path);
        Assert.Equal(policy.Play(2), policy.Play(2));
    }

    [PythonFact]
    public async Task A_policy_that_plays_a_world_in_Python_is_told_of_its_hang_at_the_deadline()
    {
        var mark = Path.Combine(folder.Path + "-mark");
        await File.WriteAllTextAsync(mark, ""); // while it is there, nothing goes wrong
        try
        {
            await Run(Gym("gym:Trouble-v0", "--set dreamer.run.steps=200", "--set dreamer.environment.step-deadline=2s", $$"""--set dreamer.task.gym.arguments={"how":"hangs","mark":"{{mark}}"}""", "--set dreamer.task.time-limit=20"), fake: false);
            using var policy = Policy.Load(folder.Path);
            File.Delete(mark);
            var fault = Assert.Throws<EnvironmentFaultException>(() => policy.Play(1));
            Assert.True(fault.IsHang, fault.Message);
        }
        finally
        {
            File.Delete(mark);
        }
    }

    private static RunConfiguration Apart(RunConfiguration configuration) => configuration with { Environment = configuration.Environment with { Isolate = Isolation.Process } };

    private static void KillOneChild()
    {
        foreach (var child in System.Diagnostics.Process.GetProcessesByName("dotnet"))
        {
            var command = File.ReadAllText($"/proc/{child.Id}/cmdline");
            if (!command.Contains(EnvironmentChild.Command, StringComparison.Ordinal) || HangingWorlds.ParentOf(child.Id) != Environment.ProcessId) continue;
            child.Kill();
            return;
        }
    }

    private static RunConfiguration Gym(string task, params string[] more)
    {
        string[] settings =
        [
            $"dreamer.run.task={task}", "dreamer.run.size=debug", "dreamer.run.steps=600", "dreamer.replay.batch=4", "dreamer.replay.length=8", "dreamer.replay.train-ratio=4", "dreamer.replay.prefill=100",
            "dreamer.evaluation.every=0", .. StandInGym.Settings, .. more.Select(set => set["--set ".Length..]),
        ];
        return new ConfigurationReader(ConfigurationReader.DefaultFile).Fresh([.. settings.Select(ConfigurationReader.Parse)]);
    }

    private async Task<(RunOutcome Outcome, AkkaDreamer.Actors.Reporting.RunView View)> Run(RunConfiguration configuration, bool fake = true)
    {
        Func<AgentSpaces, IAgent>? agent = configuration.Run.Task switch { "counter" => spaces => TestRuns.CheckedAgent(spaces), "gym:Trouble-v0" when fake => spaces => new FakeAgent(spaces), _ => null };
        var run = TrainingRun.Start(TestRuns.Setup(folder, configuration), agent);
        return (await run.Outcome.WaitAsync(Limit), run.View);
    }
}
