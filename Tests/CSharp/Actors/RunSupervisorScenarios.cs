using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Checkpointing;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Evaluating;
using AkkaDreamer.Actors.Learning;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

/// <summary>The supervisor with its real children; replay is a probe, and time is virtual.</summary>
public sealed class RunSupervisorScenarios : ActorScenario
{
    private readonly RunFolder folder = TestRuns.Folder();
    private readonly TaskCompletionSource<RunOutcome> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RunBoard board = new();
    private readonly TestProbe replay;
    private bool replayEndsItsWork = true;
    private IActorRef stand = ActorRefs.Nobody;   // the child in replay's place
    private IActorRef? nodes;                     // shown what the desk for nodes is told; null: there is no cluster
    private IActorRef run = ActorRefs.Nobody;

    public RunSupervisorScenarios() => replay = CreateTestProbe();

    [Fact]
    public void A_new_run_begins_at_update_0_and_says_so_to_replay_until_it_is_answered()
    {
        Start();
        run.Tell(new ReplayRecovered(Guid.Empty, 1, true, []), stand);
        run.Tell(new ReplayRecovered(Guid.Empty, 1, true, []), stand); // replay repeats it
        var resume = Expect<ResumeFrom>();
        Assert.Equal((null, null), (resume.Cut, resume.Replay));
        Advance(1);
        Assert.Equal(resume.RequestId, Expect<ResumeFrom>().RequestId);
        run.Tell(new ReplayReady(resume.RequestId, 1, 0, 0, 0, []), stand);
        var asked = Until(replay, typeof(RequestBatch), typeof(RequestCredit));
        Assert.Equal(1, asked.OfType<RequestBatch>().First().Update);
        Assert.Equal(0, asked.OfType<RequestCredit>().First().Stream);
    }

    [Fact]
    public void A_run_goes_on_from_the_newest_whole_checkpoint()
    {
        var known = Stored(cut: 3, update: 30);
        Start();
        run.Tell(new ReplayRecovered(Guid.Empty, 2, false, [known]), stand);
        var resume = Expect<ResumeFrom>();
        Assert.Equal(known.Cut, resume.Cut);
        Assert.NotNull(resume.Replay);
        run.Tell(new ReplayReady(resume.RequestId, 2, 30, 500, 7, []), stand);
        var asked = Until(replay, typeof(RequestBatch), typeof(RequestCredit));
        Assert.Equal(31, asked.OfType<RequestBatch>().First().Update);
        Assert.Equal(7, asked.OfType<RequestCredit>().First().Stream);
    }

    [Fact]
    public void Learner_and_imagination_restart_together_when_one_of_them_dies()
    {
        Train(faults: new FakeFaults { ModelCrashes = call => call == 1 });
        var imagination = Child("imagination");
        Watch(imagination);
        Child("world-model").Tell(new BatchGranted(1, 1, Batches.Counter(), null), stand);
        ExpectTerminated(imagination);
        var resume = Expect<ResumeFrom>();
        Assert.Null(resume.Cut);
        run.Tell(new ReplayReady(resume.RequestId, 1, 0, 40, 9, []), stand);
        Assert.Equal(1, Expect<RequestBatch>().Update);
        Assert.Equal(1, Eventually(view => view.Faults.GetValueOrDefault("learner") == 1).Faults["learner"]);
    }

    [Fact]
    public async Task Too_many_crashes_without_a_checkpoint_between_them_end_the_run()
    {
        Train(faults: new FakeFaults { ModelCrashes = _ => true });
        for (var crash = 0; crash < 3; crash++)
        {
            Child("world-model").Tell(new BatchGranted(1, 1, Batches.Counter(), null), stand);
            if (crash == 2) break;
            run.Tell(new ReplayReady(Expect<ResumeFrom>().RequestId, 1, 0, 40, 9, []), stand);
            Expect<RequestBatch>();
        }

        var end = await outcome.Task.WaitAsync(RemainingOrDefault);
        Assert.Equal(RunEnd.Failed, end.End);
        Assert.Contains("world model crash", end.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_death_of_replay_ends_the_run_with_one_line()
    {
        Train();
        run.Tell(new ReplayStopped(true, "epoch 4 belongs to another process"), stand);
        var end = await outcome.Task.WaitAsync(RemainingOrDefault);
        Assert.Equal((RunEnd.Failed, "another process writes this run: epoch 4 belongs to another process"), (end.End, end.Line));
    }

    [Fact]
    public void Replay_that_crashes_comes_back_with_everything_that_speaks_to_it()
    {
        Train();
        var (before, learner, environments) = (stand, Child("world-model"), Child("environments"));
        Watch(learner);
        Watch(environments);
        stand.Tell(Kill.Instance);
        ExpectTerminated(learner);
        ExpectTerminated(environments);
        AwaitAssert(() => Assert.NotEqual(before, stand = Child("replay")));
        run.Tell(new ReplayRecovered(Guid.Empty, 2, false, []), stand);
        run.Tell(new ReplayReady(Expect<ResumeFrom>().RequestId, 2, 0, 40, 9, []), stand);
        Assert.Equal(1, Expect<RequestBatch>().Update);
        Assert.Equal(1, Eventually(view => view.Faults.GetValueOrDefault("replay") == 1).Faults["replay"]);
        Assert.False(outcome.Task.IsCompleted);
    }

    [Theory]
    [InlineData("evaluator")]
    [InlineData("checkpoints")]
    [InlineData("metrics")]
    public void A_part_that_can_be_replaced_is_and_training_goes_on(string name)
    {
        Train();
        Replaced(name);
        Assert.False(outcome.Task.IsCompleted);
    }

    [Fact]
    public async Task A_stop_before_anything_was_learned_needs_no_checkpoint()
    {
        Train();
        run.Tell(new StopRun("Ctrl-C"), stand);
        var end = await outcome.Task.WaitAsync(RemainingOrDefault);
        Assert.Equal((RunEnd.Stopped, "Ctrl-C"), (end.End, end.Line));
        Assert.DoesNotContain(Drain(replay), message => message is CutRequested);
    }

    [Fact]
    public async Task A_stop_waits_for_its_checkpoint_and_a_second_one_changes_nothing()
    {
        Train();
        run.Tell(new Progress(100, 100, 5, 100, 1, 4), stand);
        run.Tell(new StopRun("Ctrl-C"), stand);
        run.Tell(new StopRun("again"), stand);
        Expect<CutRequested>();
        Assert.False(outcome.Task.IsCompleted);
        run.Tell(new CheckpointComplete(new CutMark(1, 6), "checkpoints/x", "d", 1), stand);
        var end = await outcome.Task.WaitAsync(RemainingOrDefault);
        Assert.Equal((RunEnd.Stopped, "Ctrl-C"), (end.End, end.Line));
    }

    [Fact]
    public async Task A_stop_whose_checkpoint_does_not_come_in_time_leaves_and_says_so()
    {
        Train();
        run.Tell(new Progress(100, 100, 5, 100, 1, 4), stand);
        run.Tell(new StopRun("Ctrl-C"), stand);
        Expect<CutRequested>();
        Advance(31);
        var end = await outcome.Task.WaitAsync(RemainingOrDefault);
        Assert.Equal((RunEnd.Stopped, true), (end.End, end.Line.Contains("not finished in time", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_stop_while_the_last_checkpoint_of_the_budget_is_written_waits_for_it_and_for_no_evaluation()
    {
        Train(evaluate: 1_000);
        run.Tell(new BudgetSpent(600, 18), stand);
        run.Tell(new StopRun("SIGTERM"), stand);
        Advance(20);
        Assert.False(outcome.Task.IsCompleted);
        run.Tell(new CheckpointComplete(new CutMark(1, 18), "checkpoints/x", "d", 1), stand);
        var end = await outcome.Task.WaitAsync(RemainingOrDefault);
        Assert.Equal((RunEnd.Stopped, "SIGTERM"), (end.End, end.Line));
    }

    [Fact]
    public async Task The_end_of_the_budget_waits_for_the_checkpoint_of_the_last_update_and_the_last_evaluation()
    {
        Train(evaluate: 1_000);
        Child("world-model").Tell(new BatchGranted(1, 1, Batches.Counter(), null), stand); // so that there is a policy
        Expect<UpdateReported>();
        run.Tell(new Progress(600, 600, 1, 600, 1, 4), stand);
        run.Tell(new BudgetSpent(600, 1), stand);
        run.Tell(new CheckpointComplete(new CutMark(1, 1), "checkpoints/x", "d", 1), stand);
        var end = await outcome.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal((RunEnd.BudgetReached, 600, 1), (end.End, end.Steps, end.Updates));
        Assert.NotNull(end.Evaluation);
    }

    [Fact]
    public async Task An_evaluation_that_reaches_the_target_ends_the_run()
    {
        Train(target: 10);
        run.Tell(new Progress(600, 600, 5, 600, 1, 4), stand);
        run.Tell(new EvaluationFinished(1, 600, 5, [8, 14]), stand);
        Expect<CutRequested>();
        run.Tell(new CheckpointComplete(new CutMark(1, 6), "checkpoints/x", "d", 1), stand);
        Assert.Equal(RunEnd.TargetReached, (await outcome.Task.WaitAsync(RemainingOrDefault)).End);
    }

    [Fact]
    public async Task A_last_checkpoint_that_cannot_be_written_fails_the_run()
    {
        Train();
        run.Tell(new BudgetSpent(600, 18), stand);
        run.Tell(new CheckpointFailed(new CutMark(1, 18), "the disk is full"), stand);
        var end = await outcome.Task.WaitAsync(RemainingOrDefault);
        Assert.Equal((RunEnd.Failed, "the last checkpoint was not written: the disk is full"), (end.End, end.Line));
    }

    [Fact]
    public void Learning_goes_back_to_the_newest_checkpoint_also_when_the_part_that_wrote_it_died_since()
    {
        Train();
        var newest = Stored(cut: 2, update: 20);
        foreach (var known in new[] { Stored(cut: 1, update: 10), newest }) run.Tell(new CheckpointRecorded(known.Cut, known.Folder, known.ManifestSha256), stand);
        Replaced("checkpoints");
        Child("world-model").Tell(Kill.Instance);
        Assert.Equal(newest.Cut, Expect<ResumeFrom>().Cut);
    }

    [Fact]
    public void A_checkpoint_that_is_recorded_while_learning_goes_back_behind_it_is_not_gone_back_to()
    {
        Train();
        Child("world-model").Tell(Kill.Instance);
        var resume = Expect<ResumeFrom>();
        Assert.Null(resume.Cut);
        var late = Stored(cut: 1, update: 10);
        run.Tell(new CheckpointRecorded(late.Cut, late.Folder, late.ManifestSha256), stand); // lockstep sets it aside then
        run.Tell(new ReplayReady(resume.RequestId, 1, 0, 40, 9, []), stand);
        Expect<RequestBatch>();
        Child("world-model").Tell(Kill.Instance);
        Assert.Null(Expect<ResumeFrom>().Cut);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_checkpoints_dies_with_the_last_cut_the_last_updates_are_made_again(bool beforeTheEndIsHeardOf)
    {
        Train();
        var before = Stored(cut: 1, update: 10);
        run.Tell(new CheckpointRecorded(before.Cut, before.Folder, before.ManifestSha256), stand);
        run.Tell(new CheckpointComplete(before.Cut, before.Folder, "d", 1), stand);
        run.Tell(new PartCaptured(new CutMark(2, 18), CheckpointParts.Replay, new([], ImmutableSortedDictionary<string, string>.Empty)), stand);
        if (beforeTheEndIsHeardOf) Replaced("checkpoints");
        run.Tell(new BudgetSpent(600, 18), stand);
        if (!beforeTheEndIsHeardOf) Replaced("checkpoints");
        var resume = Expect<ResumeFrom>();
        Assert.Equal(before.Cut, resume.Cut);
        run.Tell(new ReplayReady(resume.RequestId, 1, 10, 600, 9, []), stand);
        Assert.Equal(11, Expect<RequestBatch>().Update);
        run.Tell(new BudgetSpent(600, 18), stand);
        Assert.False(outcome.Task.IsCompleted);
        run.Tell(new CheckpointComplete(new CutMark(3, 18), "checkpoints/x", "d", 1), stand);
        Assert.Equal(RunEnd.BudgetReached, (await outcome.Task.WaitAsync(RemainingOrDefault)).End);
    }

    [Fact]
    public void When_imagination_dies_before_the_last_evaluation_has_its_policy_both_begin_again()
    {
        Train(evaluate: 1_000);
        var last = Stored(cut: 1, update: 18);
        run.Tell(new BudgetSpent(600, 18), stand);
        run.Tell(new CheckpointRecorded(last.Cut, last.Folder, last.ManifestSha256), stand);
        run.Tell(new CheckpointComplete(last.Cut, last.Folder, "d", 1), stand);
        Eventually(view => view.Phase == "the last evaluation");
        Child("imagination").Tell(Kill.Instance);
        run.Tell(new ReplayReady(Expect<ResumeFrom>().RequestId, 1, 18, 600, 9, []), stand);
        run.Tell(new BudgetSpent(600, 18), stand);
        Eventually(view => !view.Evaluations.IsEmpty);
    }

    [Fact]
    public async Task When_checkpoints_dies_while_a_stop_waits_for_its_cut_another_is_asked_for()
    {
        Train();
        run.Tell(new Progress(100, 100, 5, 100, 1, 4), stand);
        run.Tell(new StopRun("Ctrl-C"), stand);
        Expect<CutRequested>();
        Replaced("checkpoints");
        Expect<CutRequested>();
        run.Tell(new CheckpointComplete(new CutMark(2, 7), "checkpoints/x", "d", 1), stand);
        Assert.Equal(RunEnd.Stopped, (await outcome.Task.WaitAsync(RemainingOrDefault)).End);
    }

    [Fact]
    public void An_evaluation_that_nodes_play_is_played_here_when_the_desk_of_the_nodes_dies()
    {
        var desk = CreateTestProbe();
        nodes = desk.Ref;
        Train(evaluate: 500);
        run.Tell(new EvaluatorsSeen(1), stand);
        Child("world-model").Tell(new BatchGranted(1, 1, Batches.Counter(), null), stand); // so that there is a policy
        Expect<UpdateReported>();
        run.Tell(new Progress(500, 500, 1, 500, 1, 4), stand);
        desk.FishForMessage<Evaluate>(_ => true);
        Child("nodes").Tell(Kill.Instance);
        Eventually(view => !view.Evaluations.IsEmpty);
    }

    [Fact]
    public void An_evaluation_that_nodes_play_is_played_here_when_their_desk_goes_with_replay()
    {
        var desk = CreateTestProbe();
        nodes = desk.Ref;
        Train(evaluate: 500);
        run.Tell(new EvaluatorsSeen(1), stand);
        run.Tell(new Progress(500, 500, 1, 500, 1, 4), stand);
        desk.FishForMessage<Evaluate>(_ => true);
        var before = stand;
        stand.Tell(Kill.Instance);
        AwaitAssert(() => Assert.NotEqual(before, stand = Child("replay")));
        run.Tell(new ReplayRecovered(Guid.Empty, 2, false, []), stand);
        run.Tell(new ReplayReady(Expect<ResumeFrom>().RequestId, 2, 0, 500, 9, []), stand);
        Expect<RequestBatch>();
        Child("world-model").Tell(new BatchGranted(1, 1, Batches.Counter(), null), stand); // so that there is a policy
        Eventually(view => !view.Evaluations.IsEmpty);
    }

    [Fact]
    public void When_nobody_progresses_it_says_who_waits_for_whom()
    {
        Train();
        run.Tell(new Waiting("world-model", "batch from replay"), stand);
        for (var second = 0; second < 35; second++) Advance(1);
        var asked = Expect<DescribeWaiting>();
        run.Tell(new WaitingDescribed(asked.RequestId, ["replay waits for env-0"]), stand);
        Assert.Contains("world-model waits for batch from replay", Eventually(view => view.Faults.ContainsKey("stall")).LastFault, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoints_are_asked_for_when_they_are_due()
    {
        Train();
        run.Tell(new Progress(100, 100, 19, 100, 1, 4), stand);
        Assert.DoesNotContain(Drain(replay), message => message is CutRequested);
        run.Tell(new Progress(110, 110, 20, 100, 1, 4), stand);
        Expect<CutRequested>();
    }

    protected override bool LossIsAllowed(object message) => true; // a run that was ended on purpose leaves answers under way

    protected override void AfterAll()
    {
        base.AfterAll();
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }

    [Fact]
    public async Task A_part_that_does_not_end_its_work_is_not_waited_for_longer_than_the_deadline()
    {
        replayEndsItsWork = false;
        Train();
        run.Tell(new StopRun("Ctrl-C"), stand);
        Assert.Equal(1, Expect<EndWork>().Round);
        Advance(31);
        Assert.Equal(RunEnd.Stopped, (await outcome.Task.WaitAsync(RemainingOrDefault)).End);
    }

    private T Expect<T>() => replay.FishForMessage<T>(_ => true);

    // Once it is there: some parts begin when training has begun.
    private IActorRef Child(string name)
    {
        IActorRef? child = null;
        AwaitAssert(() => child = Sys.ActorSelection($"/user/run/{name}").ResolveOne(RemainingOrDefault).Result);
        return child!;
    }

    // Kills it, and waits until another is there.
    private void Replaced(string name)
    {
        var before = Child(name);
        Watch(before);
        before.Tell(Kill.Instance);
        ExpectTerminated(before);
        AwaitAssert(() => Assert.NotEqual(before, Child(name)));
    }

    private RunView Eventually(Func<RunView, bool> condition)
    {
        AwaitAssert(() =>
        {
            Advance(0.5);
            Assert.True(condition(board.Current));
        });
        return board.Current;
    }

    private void Train(FakeFaults? faults = null, long evaluate = 0, double? target = null)
    {
        Start(faults, evaluate, target);
        run.Tell(new ReplayRecovered(Guid.Empty, 1, true, []), stand);
        run.Tell(new ReplayReady(Expect<ResumeFrom>().RequestId, 1, 0, 0, 0, []), stand);
        Expect<RequestBatch>();
    }

    private KnownCheckpoint Stored(long cut, long update)
    {
        var agent = Agent(null);
        var parts = new Dictionary<string, StateSnapshot>
        {
            [CheckpointParts.WorldModel] = agent.CreateWorldModel(1).Capture(),
            [CheckpointParts.Imagination] = agent.CreateBehaviour(1).Capture(),
            [CheckpointParts.Replay] = new([], ImmutableSortedDictionary<string, string>.Empty),
        };
        return new CheckpointStore(folder.Path).Write(new CutMark(cut, update), parts).Known;
    }

    private static FakeAgent Agent(FakeFaults? faults) => new(AgentSpacesOf.Environment(new Counter().Spaces), faults) { Pinned = false };

    private void Start(FakeFaults? faults = null, long evaluate = 0, double? target = null)
    {
        Directory.CreateDirectory(folder.Path);
        var agent = Agent(faults);
        var spaces = new Counter().Spaces;
        var (probe, endsItsWork, desk) = (replay.Ref, replayEndsItsWork, nodes);
        var plan = new RunPlan
        {
            Lockstep = false,
            Replay = _ => Props.Create(() => new Stand(probe, endsItsWork)),
            Nodes = desk is null ? null : (_, _, _) => Props.Create(() => new Stand(desk, true)),
            Environments = 1,
            Environment = i => new EnvironmentSettings { Index = i, Spaces = spaces, CreateHost = () => new ScriptedEnvironment(), CreatePolicy = agent.CreatePolicy, Seed = 1 },
            Learner = new LearnerSettings { Agent = agent, Seed = 1 },
            Evaluator = new EvaluatorSettings { Spaces = spaces, CreateHost = () => new ScriptedEnvironment(), CreatePolicy = agent.CreatePolicy, Seed = 1 },
            Checkpoints = new CheckpointSettings { RunFolder = folder.Path, Parts = [CheckpointParts.WorldModel, CheckpointParts.Imagination, CheckpointParts.Replay] },
            Metrics = new MetricsSettings { File = folder.Metrics, Media = folder.Media, Board = board },
            CheckpointWhen = new CheckpointOptions { EveryUpdates = 20, Every = TimeSpan.FromHours(1) },
            EvaluateWhen = new EvaluationOptions { Every = evaluate, Episodes = 2 },
            TargetReturn = target,
            MostRestarts = 2,
            Dispatchers = Dispatchers.Default,
        };
        run = Sys.ActorOf(Props.Create(() => new RunSupervisor(plan, outcome)), "run");
        AwaitAssert(() => stand = Child("replay"));
    }

    /// <summary>In the place of replay, or of the desk for nodes: shows the probe what it is told, but ends its work by itself, if it does.</summary>
    private sealed class Stand : ReceiveActor
    {
        public Stand(IActorRef probe, bool endsItsWork)
        {
            Receive<EndWork>(_ => endsItsWork, end => Context.Parent.Tell(new WorkEnded(Self.Path.Name, end.Round)));
            ReceiveAny(message => probe.Forward(message));
        }
    }
}
