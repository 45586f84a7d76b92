using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Models;
using Xunit;

namespace AkkaDreamer.Tests.Replay;

public sealed class ReplayActorTests : ReplayScenario
{
    [Fact]
    public void Replay_says_its_epoch_until_it_is_resumed()
    {
        var running = Start(Settings());
        var first = running.Parent.ExpectMsg<ReplayRecovered>();
        Assert.Equal((1, true, 0), (first.Epoch, first.IsNewRun, first.Checkpoints.Length));
        Advance(1);
        running.Parent.ExpectMsg<ReplayRecovered>();
        var environment = CreateTestProbe();
        running.Actor.Tell(new RequestCredit(1, 0, 0), environment.Ref);
        Assert.Contains("where to go on", Assert.Single(Waiting(running)));
        Resume(running);
        running.Actor.Tell(new ResumeFrom(running.Ready!.RequestId, null, null), running.Parent.Ref);
        Assert.Equal(running.Ready, running.Parent.ExpectMsg<ReplayReady>());
        running.Actor.Tell(new RequestCredit(1, 0, 0), environment.Ref);
        Assert.True(environment.ExpectMsg<CreditGranted>().Random);
    }

    [Fact]
    public void A_chunk_is_acknowledged_once_durable_and_again_when_it_is_repeated()
    {
        var running = Open(Settings());
        var lived = Fill(running, chunks: 2);
        running.Actor.Tell(new AppendChunk(0, 0, CounterSteps.Chunk(0, 0, 0, 4)), lived.Probe.Ref);
        lived.Probe.ExpectMsg(new ChunkStored(0, 0, "process"));
        Assert.Single(Directory.GetFiles(Segments));
        Advance(1);
        Assert.Equal(8, running.Metrics.FishForMessage<Progress>(progress => progress.Steps == 8).HeldSteps);
    }

    [Fact]
    public void Durability_machine_says_so()
    {
        var running = Open(Settings(CounterSteps.Options with { Durability = Durability.Machine, Prefill = 200, SegmentBytes = 4_096 }));
        var lived = Fill(running, chunks: 40); // ExpectMsg in it checks the word
        Assert.Equal(40, lived.NextNumber);
        Assert.True(Directory.GetFiles(Segments).Length > 1);
    }

    [Fact]
    public void The_same_batch_comes_back_for_the_same_update()
    {
        var running = Open(Settings());
        Fill(running);
        var learner = CreateTestProbe("learner");
        var first = Learn(running, learner, 1, report: false);
        CounterSteps.AssertWhole(first.Batch);
        var again = Learn(running, learner, 1, report: false);
        Assert.Same(first.Batch, again.Batch);
        Report(running, learner, again);
        running.Actor.Tell(new UpdateReported(1, false, first.Batch.Keys, null), learner.Ref);
        learner.ExpectMsg(new ReportNoted(1));
        CounterSteps.AssertWhole(Learn(running, learner, 2).Batch);
    }

    [Fact]
    public void A_dead_environment_gives_its_credit_back_and_its_episode_is_cut()
    {
        var running = Open(Settings(environments: 2));
        var lived = Fill(running, chunks: 5);
        running.Actor.Tell(new RequestCredit(1_000, 0, 0), lived.Probe.Ref);
        lived.Probe.ExpectMsg<CreditGranted>();
        Sys.Stop(lived.Probe.Ref);
        AwaitAssert(() => Assert.Contains("environment 0 has not asked for credit", Waiting(running)));
        var learner = CreateTestProbe("learner");
        for (var update = 1; update <= 2; update++) CounterSteps.AssertWhole(Learn(running, learner, update).Batch, new Dictionary<long, long> { [0] = 19 });
        var next = Fill(running, stream: 1, chunks: 1);
        running.Actor.Tell(new RequestCredit(2_000, 0, 0), next.Probe.Ref);
        Assert.Equal(0, next.Probe.ExpectMsg<StreamClosed>().Stream);
    }

    [Fact]
    public void A_stream_ends_after_the_chunks_that_came_before_its_end()
    {
        var running = Open(Settings());
        var lived = Fill(running, chunks: 1);
        running.Actor.Tell(new AppendChunk(0, 1, CounterSteps.Chunk(0, 0, 4, 2)), lived.Probe.Ref);
        running.Actor.Tell(new EndStream(0, "it broke"), lived.Probe.Ref);
        running.Actor.Tell(new AppendChunk(0, 2, CounterSteps.Chunk(0, 0, 6, 4)), lived.Probe.Ref);
        Assert.Equal(2, lived.Probe.ReceiveN(3).OfType<StreamClosed>().Count());
        running.Actor.Tell(new AppendChunk(0, 1, CounterSteps.Chunk(0, 0, 4, 2)), lived.Probe.Ref);
        lived.Probe.ExpectMsg(new ChunkStored(0, 1, "process"));
    }

    [Fact]
    public void A_chunk_that_does_not_fit_ends_its_stream_and_is_reported()
    {
        var running = Open(Settings());
        var lived = Fill(running, chunks: 1);
        running.Actor.Tell(new AppendChunk(0, 1, CounterSteps.Chunk(0, 0, 5, 4)), lived.Probe.Ref);
        Assert.Contains("the stream is at 4", lived.Probe.ExpectMsg<StreamClosed>().Reason);
        Assert.Equal("environment", running.Metrics.FishForMessage<FaultSeen>(_ => true).Class);
        var next = new Lived(CreateTestProbe(), 0, 1);
        running.Actor.Tell(new RequestCredit(50, 0, 1), next.Probe.Ref);
        next.Probe.ExpectMsg<CreditGranted>();
        var broken = CounterSteps.Chunk(0, 1, 0, 4);
        broken.Rewards[2] = float.NaN;
        running.Actor.Tell(new AppendChunk(1, 0, broken), next.Probe.Ref);
        Assert.Contains("NaN", next.Probe.ExpectMsg<StreamClosed>().Reason);
    }

    [Fact]
    public void A_checkpoint_is_named_by_the_journal_and_said_again_when_asked_again()
    {
        var running = Open(Settings());
        Fill(running);
        var learner = CreateTestProbe("learner");
        var part = Checkpoint(running, learner, 1);
        Assert.Equal((new CutMark(1, 1), "replay"), (part.Cut, part.Part));
        running.Actor.Tell(new CheckpointWritten(part.Cut, "checkpoint-1", "sha"), running.Checkpoints.Ref);
        running.Checkpoints.ExpectMsg(new CheckpointRecorded(part.Cut, "checkpoint-1", "sha"));
        running.Actor.Tell(new CheckpointWritten(new CutMark(9, 9), "checkpoint-9", "sha"), running.Checkpoints.Ref);
        running.Checkpoints.ExpectMsg<CheckpointFailed>();
        Kill(running);
        var again = Start(Settings());
        Assert.Equal(new KnownCheckpoint(part.Cut, "checkpoint-1", "sha"), Assert.Single(again.Parent.ExpectMsg<ReplayRecovered>().Checkpoints));
    }

    [Fact]
    public void Learner_and_imagination_begin_anew_from_a_cut_while_everything_stored_stays()
    {
        var running = Open(Settings());
        Fill(running);
        var learner = CreateTestProbe("learner");
        var part = Checkpoint(running, learner, 1);
        Learn(running, learner, 2);
        Learn(running, learner, 3, report: false);
        Resume(running, part.Cut);
        Assert.Equal((1, 24), (running.Ready!.Update, running.Ready.Steps));
        Learn(running, learner, 2);
    }

    [Fact]
    public void The_budget_is_announced_when_everything_it_pays_for_is_done()
    {
        var running = Open(Settings(budget: 24));
        Fill(running);
        var learner = CreateTestProbe("learner");
        var marks = new List<CutMark>();
        for (var update = 1; marks.Count == 0; update++)
            if (Learn(running, learner, update).Cut is { } cut) marks.Add(cut);
        Assert.Equal(new BudgetSpent(24, marks[0].Update), running.Parent.ExpectMsg<BudgetSpent>());
        running.Checkpoints.ExpectMsg<PartCaptured>();
    }

    [Fact]
    public void Who_waits_for_whom_is_said_in_words()
    {
        var running = Open(Settings(schedule: Schedule.Lockstep, environments: 2));
        var first = CreateTestProbe("first");
        running.Actor.Tell(new RequestCredit(1, 0, 0), first.Ref);
        Assert.Contains("environment 0 waits for environment 1 to show itself", Waiting(running));
        Assert.Contains("environment 1 has not asked for credit", Waiting(running));
        Assert.Contains("the learner does not ask for batch 1", Waiting(running));
    }

    [Fact]
    public void Segments_that_nothing_needs_are_deleted()
    {
        var running = Open(Settings(CounterSteps.Options with { Capacity = 160, SegmentBytes = 4_096 }));
        var (lived, learner) = (Fill(running, chunks: 6), CreateTestProbe("learner"));
        for (var update = 1; update < 300; update++)
        {
            Learn(running, learner, update);
            if (update % 2 == 0) Act(running, lived);
        }

        Assert.InRange(Directory.GetFiles(Segments).Length, 2, 4);
        Kill(running);
        var again = Open(Settings(CounterSteps.Options with { Capacity = 160, SegmentBytes = 4_096 }));
        Assert.Equal(lived.NextIndex, again.Ready!.Steps);
        CounterSteps.AssertWhole(Learn(again, learner, 1).Batch, new Dictionary<long, long> { [0] = lived.NextIndex - 1 });
    }

    [Fact]
    public void A_disk_that_refuses_is_reported_at_once_and_written_again_when_it_is_well()
    {
        File.WriteAllText(Segments, "a file where the folder should be");
        var running = Open(Settings());
        var lived = new Lived(CreateTestProbe(), 0, 0);
        running.Actor.Tell(new RequestCredit(1, 0, 0), lived.Probe.Ref);
        lived.Probe.ExpectMsg<CreditGranted>();
        var append = new AppendChunk(0, 0, CounterSteps.Chunk(0, 0, 0, 4));
        running.Actor.Tell(append, lived.Probe.Ref);
        Assert.Equal("storage", running.Metrics.FishForMessage<FaultSeen>(_ => true).Class);
        Assert.Equal("journal and disk", running.Metrics.FishForMessage<Waiting>(_ => true).For);
        File.Delete(Segments);
        running.Actor.Tell(append, lived.Probe.Ref);
        lived.Probe.ExpectMsg<ChunkStored>();
        Assert.Null(running.Metrics.FishForMessage<Waiting>(_ => true).For);
    }

    [Fact]
    public void Replay_ends_its_work_once_what_was_handed_in_is_acknowledged_and_answers_nothing_after()
    {
        var running = Open(Settings());
        var lived = CreateTestProbe();
        running.Actor.Tell(new RequestCredit(1, 0, 0), lived.Ref);
        lived.ExpectMsg<CreditGranted>();
        running.Actor.Tell(new AppendChunk(0, 0, CounterSteps.Chunk(0, 0, 0, 4)), lived.Ref);
        running.Actor.Tell(new EndWork(1), running.Parent.Ref);
        Assert.Equal(new WorkEnded("replay", 1), running.Parent.FishForMessage<WorkEnded>(_ => true));
        Assert.IsType<ChunkStored>(lived.ReceiveOne(TimeSpan.Zero)); // before replay said that it is done
        running.Actor.Tell(new RequestCredit(2, 0, 0), lived.Ref);
        running.Actor.Tell(new EndWork(2), running.Parent.Ref);
        Assert.Equal(new WorkEnded("replay", 2), running.Parent.FishForMessage<WorkEnded>(_ => true));
        Assert.False(lived.HasMessages);
    }

    [Fact]
    public void A_disk_that_refuses_is_waited_for_as_long_as_it_takes_where_the_configuration_says_so()
    {
        File.WriteAllText(Segments, "a file where the folder should be");
        var running = Open(Settings(CounterSteps.Options with { RetryStorageFor = TimeSpan.MaxValue }));
        var lived = CreateTestProbe();
        running.Actor.Tell(new RequestCredit(1, 0, 0), lived.Ref);
        lived.ExpectMsg<CreditGranted>();
        var append = new AppendChunk(0, 0, CounterSteps.Chunk(0, 0, 0, 4));
        running.Actor.Tell(append, lived.Ref);
        running.Metrics.FishForMessage<FaultSeen>(_ => true);
        Advance(TimeSpan.FromHours(25));
        running.Actor.Tell(new DescribeWaiting(2), lived.Ref);
        Assert.Contains(lived.ExpectMsg<WaitingDescribed>().Lines, line => line.Contains("cannot write", StringComparison.Ordinal));
        File.Delete(Segments);
        running.Actor.Tell(append, lived.Ref);
        lived.ExpectMsg<ChunkStored>();
    }

    [Fact]
    public void A_disk_that_keeps_refusing_stops_the_run()
    {
        File.WriteAllText(Segments, "a file where the folder should be");
        var running = Open(Settings());
        Watch(running.Actor);
        var lived = CreateTestProbe();
        running.Actor.Tell(new RequestCredit(1, 0, 0), lived.Ref);
        lived.ExpectMsg<CreditGranted>();
        running.Actor.Tell(new AppendChunk(0, 0, CounterSteps.Chunk(0, 0, 0, 4)), lived.Ref);
        running.Metrics.FishForMessage<FaultSeen>(_ => true);
        Advance(31);
        var stopped = running.Parent.FishForMessage<ReplayStopped>(_ => true);
        Assert.False(stopped.Fenced);
        Assert.Contains("has refused every write", stopped.Line);
        Assert.Contains("the last: IOException", stopped.Line);
        ExpectTerminated(running.Actor);
        File.Delete(Segments);
    }

    [Fact]
    public void A_run_of_other_spaces_or_another_schedule_is_refused()
    {
        Kill(Open(Settings()));
        var other = new ReplaySettings(CounterSteps.Options, Schedule.Overlapped, 1, 100, 1, new AgentSpaces([new InputSpec("other", false, [3])], true, 2), null) { Segments = Segments, NewRun = Guid.NewGuid(), PersistenceId = "replay" };
        var refused = Start(other);
        Assert.Contains("other observations or actions", refused.Parent.ExpectMsg<ReplayStopped>().Line);
        Assert.Contains("was begun overlapped", Start(Settings(schedule: Schedule.Lockstep)).Parent.ExpectMsg<ReplayStopped>().Line);
    }

    [Fact]
    public void Steps_of_which_the_journal_knows_nothing_are_refused_and_left_as_they_are()
    {
        Directory.CreateDirectory(Segments);
        var file = Path.Combine(Segments, "of another journal");
        File.WriteAllText(file, "steps");
        Assert.Contains("the journal knows of no run", Start(Settings()).Parent.ExpectMsg<ReplayStopped>().Line);
        Assert.True(File.Exists(file));
    }
}
