using System.Collections.Concurrent;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Environments;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

/// <summary>Whole runs in a world of this process that goes wrong once: the counter task, so that a step that was spliced, dropped or repeated over it would be seen. The rows of docs/environments/faults.md.</summary>
public sealed class FaultyWorldRunTests : IDisposable
{
    private readonly RunFolder folder = TestRuns.Folder();

    public void Dispose()
    {
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }

    [Theory]
    [InlineData("throws", "InvalidOperationException: the rope tore")]
    [InlineData("throws-in-reset", "InvalidOperationException: the rope tore")]
    [InlineData("throws-in-dispose", "InvalidOperationException: the rope tore")]
    [InlineData("nan-in-reward", "gave the reward NaN; it must be finite")]
    [InlineData("nan-in-observation", "gave a number that is not finite in 'counter'")]
    [InlineData("shape", "gave 7 numbers for 'counter: float32 [6]'; it must be 6")]
    [InlineData("type", "gave Double[] for 'counter: float32 [6]'; it must be float[]")]
    [InlineData("spaces", "changed its spaces to counter: float32 [7] and 3 discrete actions; they were counter: float32 [6] and 3 discrete actions")]
    [InlineData("first", "says IsFirst after a step; only a reset may")]
    [InlineData("terminal", "says IsTerminal without IsLast")]
    [InlineData("nothing", "returned nothing from Step")]
    public async Task A_world_in_this_process_that_goes_wrong_is_replaced_and_the_run_goes_on(string how, string words)
    {
        var task = $"faulty-{how}";
        var troubled = 0;
        TaskCatalog.Register(TaskCatalog.Find("counter") with { Name = task, Create = _ => new Faulty(how, () => Interlocked.Increment(ref troubled) == 1) });
        var agents = new ConcurrentBag<FakeAgent>();
        var configuration = TestRuns.Counter(Schedule.Overlapped, 600);
        await using var run = TrainingRun.Start(TestRuns.Setup(folder, configuration with { Run = configuration.Run with { Task = task } }), spaces =>
        {
            var agent = TestRuns.CheckedAgent(spaces);
            agents.Add(agent);
            return agent;
        });
        var outcome = await run.Outcome.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((RunEnd.BudgetReached, 600), (outcome.End, outcome.Steps));
        Assert.Equal(1, run.View.Faults.GetValueOrDefault("environment"));
        Assert.Contains(words, run.View.LastFault);
        Assert.Contains(words, await File.ReadAllTextAsync(folder.Log));
        if (how == "throws-in-dispose") Assert.Contains("its environment could not be closed: the door is stuck", await File.ReadAllTextAsync(folder.Log));
        Assert.Empty(agents.SelectMany(agent => agent.Violations));
    }

    [Fact]
    public void A_world_that_hangs_while_it_is_made_is_refused_at_its_deadline()
    {
        using var door = new ManualResetEventSlim();
        TaskCatalog.Register(TaskCatalog.Find("counter") with
        {
            Name = "faulty-hangs-at-first",
            Create = _ =>
            {
                door.Wait();
                throw new InvalidOperationException("too late");
            },
        });
        var configuration = TestRuns.Counter(Schedule.Overlapped, 600);
        var refused = Assert.Throws<EnvironmentFaultException>(() => TrainingRun.Start(TestRuns.Setup(folder, configuration with
        {
            Run = configuration.Run with { Task = "faulty-hangs-at-first" },
            Environment = configuration.Environment with { StepDeadline = TimeSpan.FromMilliseconds(50) },
        })));
        door.Set();
        Assert.Contains("'faulty-hangs-at-first' was not made within 0.05 s", refused.Message, StringComparison.Ordinal);
        Assert.Contains("dreamer.environment.step-deadline", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, Schedule.Overlapped)]
    [InlineData(2, Schedule.Overlapped)]
    [InlineData(1, Schedule.Lockstep)]
    public async Task A_world_that_never_works_is_left_out_and_training_goes_on_with_those_that_do(int broken, Schedule schedule)
    {
        var opened = 0; // the first world is opened for its spaces
        TaskCatalog.Register(TaskCatalog.Find("counter") with { Name = "faulty-always", Create = _ => new Faulty("throws", () => false) { NeverWorks = Interlocked.Increment(ref opened) > 1 && IsBroken(Thread.CurrentThread.Name, broken) } });
        var configuration = TestRuns.Counter(schedule, 1_000_000); // stopped when all that is to be seen has been
        configuration = configuration with { Run = configuration.Run with { Task = "faulty-always" }, Environment = configuration.Environment with { QuarantineAfter = 3 } };
        await using var run = TrainingRun.Start(TestRuns.Setup(folder, configuration), spaces => TestRuns.CheckedAgent(spaces));
        if (broken == 1 && schedule == Schedule.Overlapped)
        {
            await Until(run, view => view.Faults.GetValueOrDefault("quarantine") == 1);
            var steps = run.View.Steps;
            await Until(run, view => view.Steps > steps + 200);
            run.Stop("seen");
        }

        var outcome = await run.Outcome.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(broken, run.View.Faults.GetValueOrDefault("quarantine"));
        if (broken == 1 && schedule == Schedule.Overlapped)
        {
            Assert.Equal(RunEnd.Stopped, outcome.End);
            return;
        }

        Assert.Equal(RunEnd.Failed, outcome.End);
        Assert.Contains(schedule == Schedule.Lockstep ? "lockstep needs every environment" : "every environment is left out", outcome.Line);
        Assert.Contains("3 faults in a row, the last: InvalidOperationException: the rope tore", outcome.Line);
    }

    private static async Task Until(TrainingRun run, Func<AkkaDreamer.Actors.Reporting.RunView, bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!holds(run.View) && !run.Outcome.IsCompleted) await look.WaitForNextTickAsync(patience.Token);
    }

    // Hosts call their threads "environment i".
    private static bool IsBroken(string? thread, int broken) => thread is not null && Enumerable.Range(0, broken).Any(i => thread.EndsWith($"environment {i}", StringComparison.Ordinal));

    // Counts, but for one thing in the life of all of them: what is asked, after 40 steps, is whether it is this one's turn.
    private sealed class Faulty(string how, Func<bool> isItsTurn) : IEnvironment
    {
        private static readonly EnvironmentSpaces Other = EnvironmentSpaces.Of(new DiscreteActions(3), ObservationSpace.Vector("counter", 7));
        private readonly Counter counter = new();
        private int steps;
        private bool hasChanged, hasFailed;

        public bool NeverWorks { get; init; }

        public EnvironmentSpaces Spaces => hasChanged ? Other : counter.Spaces;

        public EnvironmentStep Reset(ulong seed)
        {
            if (NeverWorks || (how == "throws-in-reset" && IsTime())) throw new InvalidOperationException("the rope tore");
            if (how == "spaces" && IsTime()) hasChanged = true;
            return counter.Reset(seed);
        }

        public EnvironmentStep Step(ReadOnlySpan<float> action)
        {
            var step = counter.Step(action);
            steps++;
            if (how is "throws-in-reset" or "spaces" || !IsTime()) return step;
            return how switch
            {
                "throws" or "throws-in-dispose" => throw new InvalidOperationException("the rope tore"),
                "nan-in-reward" => step with { Reward = float.NaN },
                "nan-in-observation" => step with { Observation = Observation.Of([1, 2, float.NaN, 4, 5, 6]) },
                "shape" => step with { Observation = Observation.Of(new float[7]) },
                "type" => step with { Observation = Observation.OfAll(new double[6]) },
                "first" => step with { IsFirst = true },
                "terminal" => step with { IsTerminal = true, IsLast = false },
                _ => null!,
            };
        }

        public void Dispose()
        {
            counter.Dispose();
            if (how == "throws-in-dispose" && hasFailed) throw new InvalidOperationException("the door is stuck");
        }

        private bool IsTime() => steps >= 40 && (hasFailed = isItsTurn());
    }
}
