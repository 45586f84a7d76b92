using System.Text.RegularExpressions;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

/// <summary>Whole runs with real parts: journal, segments, checkpoints, environments on their threads. Only the agent is a fake.</summary>
public sealed class TrainingRunTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly List<RunFolder> folders = [];
    private readonly List<FakeAgent> agents = [];

    [Theory]
    [InlineData(Schedule.Overlapped)]
    [InlineData(Schedule.Lockstep)]
    public async Task A_run_spends_its_budget_and_ends_with_a_checkpoint(Schedule schedule)
    {
        var folder = Folder();
        var outcome = await Run(folder, TestRuns.Counter(schedule, 600));
        Assert.Equal((RunEnd.BudgetReached, 600), (outcome.End, outcome.Steps));
        Assert.InRange(outcome.Updates, 62 - 7, 62 + 7); // 500 decisions at ratio 4, batches of 32 steps, and the tolerance
        Assert.Single(Directory.GetDirectories(folder.Checkpoints), path => path.EndsWith($"-update-{outcome.Updates}", StringComparison.Ordinal));
        NobodyMisbehaved();
    }

    [Theory]
    [InlineData(UpdateKind.Split)]
    [InlineData(UpdateKind.Joint)]
    public async Task Two_lockstep_runs_with_one_seed_end_with_the_same_digest_and_another_seed_does_not(UpdateKind kind)
    {
        var first = await Run(Folder(), TestRuns.Counter(Schedule.Lockstep, 400), kind);
        var second = await Run(Folder(), TestRuns.Counter(Schedule.Lockstep, 400), kind);
        var other = await Run(Folder(), TestRuns.Counter(Schedule.Lockstep, 400, seed: 4), kind);
        Assert.NotNull(first.Digest);
        Assert.Equal(first.Digest, second.Digest);
        Assert.NotEqual(first.Digest, other.Digest);
        NobodyMisbehaved();
    }

    [Theory]
    [InlineData(UpdateKind.Split, 7)]
    [InlineData(UpdateKind.Split, 25)]
    [InlineData(UpdateKind.Joint, 33)]
    public async Task A_lockstep_run_that_was_stopped_ends_as_if_it_had_not_been(UpdateKind kind, int stopAtBatch)
    {
        var whole = await Run(Folder(), TestRuns.Counter(Schedule.Lockstep, 400), kind);
        var folder = Folder();
        var stopped = await Run(folder, TestRuns.Counter(Schedule.Lockstep, 400), kind, stopAtBatch);
        Assert.Equal(RunEnd.Stopped, stopped.End);
        var resumed = await Run(folder, TestRuns.Counter(Schedule.Lockstep, 400), kind);
        Assert.Equal(RunEnd.BudgetReached, resumed.End);
        Assert.Equal(whole.Digest, resumed.Digest);
        NobodyMisbehaved();
    }

    [Fact]
    public async Task An_overlapped_run_that_was_stopped_keeps_every_step_and_goes_on_counting()
    {
        var folder = Folder();
        var stopped = await Run(folder, TestRuns.Counter(Schedule.Overlapped, 800), stopAtBatch: 30);
        Assert.Equal(RunEnd.Stopped, stopped.End);
        var resumed = await Run(folder, TestRuns.Counter(Schedule.Overlapped, 800));
        Assert.Equal((RunEnd.BudgetReached, 800), (resumed.End, resumed.Steps));
        Assert.True(resumed.Updates > stopped.Updates, $"{resumed.Updates} updates after {stopped.Updates}");
        NobodyMisbehaved();
    }

    [Theory]
    [InlineData(Schedule.Overlapped)]
    [InlineData(Schedule.Lockstep)]
    public async Task Learner_and_imagination_come_back_together_after_a_crash(Schedule schedule)
    {
        var faults = new FakeFaults { ModelCrashes = call => call == 27, BehaviourCrashes = call => call == 45 };
        var outcome = await Run(Folder(), TestRuns.Counter(schedule, 600), faults: faults);
        Assert.Equal((RunEnd.BudgetReached, 600), (outcome.End, outcome.Steps));
        Assert.Equal(2, Last.Faults["learner"]);
        NobodyMisbehaved();
    }

    [Fact]
    public async Task A_lockstep_run_whose_learner_crashed_ends_as_if_it_had_not()
    {
        var whole = await Run(Folder(), TestRuns.Counter(Schedule.Lockstep, 400));
        var crashed = await Run(Folder(), TestRuns.Counter(Schedule.Lockstep, 400), faults: new FakeFaults { ModelCrashes = call => call is 11 or 30 });
        Assert.Equal(whole.Digest, crashed.Digest);
        NobodyMisbehaved();
    }

    [Fact]
    public async Task A_batch_that_is_not_finite_is_dumped_and_its_update_skipped()
    {
        var folder = Folder();
        var outcome = await Run(folder, TestRuns.Counter(Schedule.Overlapped, 600), faults: new FakeFaults { ModelNotFinite = call => call is 10 or 11 });
        Assert.Equal(RunEnd.BudgetReached, outcome.End);
        Assert.Equal(2, Last.Faults["non-finite"]);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(folder.Path, "faults")).Length);
        NobodyMisbehaved();
    }

    [Fact]
    public async Task Three_updates_in_a_row_that_are_not_finite_roll_back_to_the_last_checkpoint()
    {
        var outcome = await Run(Folder(), TestRuns.Counter(Schedule.Overlapped, 600), faults: new FakeFaults { ModelNotFinite = call => call is 30 or 31 or 32 });
        Assert.Equal((RunEnd.BudgetReached, 600), (outcome.End, outcome.Steps));
        Assert.Equal((3, 1), (Last.Faults["non-finite"], Last.Faults["learner"]));
        NobodyMisbehaved();
    }

    [Fact]
    public async Task A_behaviour_update_that_is_not_finite_is_skipped_what_it_dreamed_from_is_dumped_and_the_log_has_the_steps()
    {
        var folder = Folder();
        var outcome = await Run(folder, TestRuns.Counter(Schedule.Overlapped, 600), faults: new FakeFaults { BehaviourNotFinite = call => call == 10 });
        Assert.Equal((RunEnd.BudgetReached, 600), (outcome.End, outcome.Steps));
        Assert.Equal(1, Last.Faults["non-finite"]);
        Assert.Matches(new Regex("Behaviour update 10 was not finite; .* [(]stream:index[)]:( [0-9]+:[0-9]+){4}\n"), await File.ReadAllTextAsync(folder.Log)); // a batch of four
        Assert.Contains("what it dreamed from is in faults/start-00000010.safetensors", Last.LastFault, StringComparison.Ordinal);
        using var dumped = File.OpenRead(Path.Combine(folder.Path, "faults", "start-00000010.safetensors"));
        Assert.Equal("words", Assert.Single(SafeTensors.Read(dumped).Tensors).Name);
        NobodyMisbehaved();
    }

    [Fact]
    public async Task Updates_that_are_never_finite_again_end_the_run_the_fourth_time_with_what_to_do()
    {
        var folder = Folder();
        var outcome = await Run(folder, TestRuns.Counter(Schedule.Overlapped, 600), faults: new FakeFaults { ModelNotFinite = call => call >= 30 });
        Assert.Equal(RunEnd.Failed, outcome.End);
        Assert.Contains("updates in a row were not finite", outcome.Line, StringComparison.Ordinal);
        Assert.Contains("for the 4th time since the last checkpoint; batches are in faults/", outcome.Line, StringComparison.Ordinal);
        Assert.Contains("dreamer.agent.model-optimiser.rate", outcome.Line, StringComparison.Ordinal);
        Assert.Equal((12, 3), (Last.Faults["non-finite"], Last.Faults["learner"])); // three in a row, four times
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder.Path, "faults")));
        NobodyMisbehaved();
    }

    [Fact]
    public async Task A_learner_that_always_crashes_ends_the_run_with_one_line()
    {
        var outcome = await Run(Folder(), TestRuns.Counter(Schedule.Overlapped, 600), faults: new FakeFaults { ModelCrashes = _ => true });
        Assert.Equal(RunEnd.Failed, outcome.End);
        Assert.Contains("world model crash", outcome.Line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', outcome.Line);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_checkpoint_is_reported_and_the_one_before_it_used(bool torn)
    {
        var folder = Folder();
        await Run(folder, TestRuns.Counter(Schedule.Overlapped, 800), stopAtBatch: 50);
        var newest = Regex.Matches(await File.ReadAllTextAsync(folder.Log), "Checkpoint (checkpoints/[^:]+):").Last().Groups[1].Value;
        var file = Path.Combine(folder.Path, newest, "world-model.safetensors");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^3] ^= 1;
        await File.WriteAllBytesAsync(file, torn ? bytes[..^5] : bytes);
        var resumed = await Run(folder, TestRuns.Counter(Schedule.Overlapped, 800));
        Assert.Equal((RunEnd.BudgetReached, 800), (resumed.End, resumed.Steps));
        Assert.True(Last.Faults.GetValueOrDefault("storage") == 1, $"{string.Join(", ", Last.Faults)}; {Last.LastFault}\n{await File.ReadAllTextAsync(folder.Log)}");
        Assert.Contains("world-model.safetensors", Last.LastFault, StringComparison.Ordinal);
        NobodyMisbehaved();
    }

    [Fact]
    public async Task A_second_process_on_a_run_folder_is_refused_with_the_name_of_the_first()
    {
        var folder = Folder();
        using (RunFolderLock.Take(folder))
        {
            var refused = await Assert.ThrowsAsync<ConfigurationException>(() => Run(folder, TestRuns.Counter(Schedule.Overlapped, 100)));
            Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(RunEnd.BudgetReached, (await Run(folder, TestRuns.Counter(Schedule.Overlapped, 100))).End);
    }

    public void Dispose()
    {
        foreach (var folder in folders.Where(folder => Directory.Exists(folder.Path))) Directory.Delete(folder.Path, recursive: true);
    }

    private AkkaDreamer.Actors.Reporting.RunView Last { get; set; } = AkkaDreamer.Actors.Reporting.RunView.Empty;

    private RunFolder Folder()
    {
        folders.Add(TestRuns.Folder());
        return folders[^1];
    }

    private async Task<RunOutcome> Run(RunFolder folder, RunConfiguration configuration, UpdateKind kind = UpdateKind.Split, int stopAtBatch = 0, FakeFaults? faults = null)
    {
        var batches = 0;
        var reached = new TaskCompletionSource();
        var run = TrainingRun.Start(TestRuns.Setup(folder, configuration), spaces =>
        {
            var agent = TestRuns.CheckedAgent(spaces, kind, faults, _ =>
            {
                if (++batches == stopAtBatch) reached.SetResult();
            });
            agents.Add(agent);
            return agent;
        });
        if (stopAtBatch > 0)
        {
            await Task.WhenAny(reached.Task, run.Outcome).WaitAsync(Limit);
            run.Stop("the test says so");
        }

        try
        {
            var outcome = await run.Outcome.WaitAsync(Limit);
            Last = run.View;
            Assert.DoesNotContain("was unhandled", await File.ReadAllTextAsync(folder.Log), StringComparison.Ordinal);
            return outcome;
        }
        catch (TimeoutException)
        {
            Assert.Fail($"the run did not end within {Limit}: {run.View.Phase}, {run.View.Steps} steps, {run.View.Updates} updates; {string.Join("; ", run.View.Waits)}\n{await File.ReadAllTextAsync(folder.Log)}");
            throw;
        }
    }

    private void NobodyMisbehaved() => Assert.Empty(agents.SelectMany(agent => agent.Violations));
}
