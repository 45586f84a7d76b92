using Akka.TestKit;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;
using Xunit;

namespace AkkaDreamer.Tests.Replay;

public sealed class ReplayResumeTests : ReplayScenario
{
    [Fact]
    public void Overlapped_every_acknowledged_step_is_there_again_and_open_streams_are_cut()
    {
        var running = Open(Settings(environments: 2));
        var (first, second) = (Fill(running, 0, 0), Fill(running, 1, 1, chunks: 3));
        var learner = CreateTestProbe();
        var part = Checkpoint(running, learner, 1);
        Learn(running, learner, 2);
        Act(running, first);
        var steps = first.NextIndex + second.NextIndex;
        Kill(running);

        var again = Start(Settings(environments: 2));
        Assert.Equal((2, false), (again.Parent.ExpectMsg<ReplayRecovered>() is var said ? said.Epoch : 0, said.IsNewRun));
        Resume(again, part.Cut, part.State);
        Assert.Equal((1, steps, 2, 0), (again.Ready!.Update, again.Ready.Steps, again.Ready.NextStream, again.Ready.Open.Length));
        var cuts = new Dictionary<long, long> { [0] = first.NextIndex - 1, [1] = second.NextIndex - 1 };
        for (var update = 2; update < 6; update++) CounterSteps.AssertWhole(Learn(again, learner, update).Batch, cuts);
        again.Actor.Tell(new AppendChunk(0, first.NextNumber, CounterSteps.Chunk(0, 0, first.NextIndex, 4)), first.Probe.Ref);
        first.Probe.ExpectMsg<StreamClosed>();
        again.Actor.Tell(new AppendChunk(0, 2, CounterSteps.Chunk(0, 0, 8, 4)), first.Probe.Ref);
        first.Probe.ExpectMsg(new ChunkStored(0, 2, "process"));
    }

    [Fact]
    public void Overlapped_visits_survive_in_the_checkpoint_and_new_starts_have_none()
    {
        var settings = Settings(CounterSteps.Options with { Sampling = SequenceSampling.Balanced });
        static (long Starts, long Visits) Remembered(PartCaptured part)
        {
            var (starts, visits) = (0L, 0L);
            for (var state = ReplayPart.Table(part.State, "sampler"); !state.IsEmpty; state = state[(2 + (2 * (int)state[1]))..])
                (starts, visits) = (starts + state[1], visits + (state[0] * state[1]));
            return (starts, visits);
        }

        var running = Open(settings);
        var (learner, lived) = (CreateTestProbe(), Fill(running, chunks: 5));
        for (var update = 1; update < 3; update++) Learn(running, learner, update);
        var part = Checkpoint(running, learner, 3);
        Assert.Equal((20 - 4, 3 * 2), Remembered(part));
        Act(running, lived); // after the cut
        Learn(running, learner, 4);
        Kill(running);

        var again = Open(settings, part.Cut, part.State);
        Learn(again, learner, 4);
        Assert.Equal((24 - 4, 5 * 2), Remembered(Checkpoint(again, learner, 5)));
        Kill(again);
    }

    [Theory]
    [InlineData(SequenceSampling.Uniform)]
    [InlineData(SequenceSampling.NewestFirst)]
    [InlineData(SequenceSampling.Clipped)]
    [InlineData(SequenceSampling.Balanced)]
    public void Overlapped_without_a_checkpoint_learning_begins_anew_on_everything_stored(SequenceSampling sampling)
    {
        var settings = Settings(CounterSteps.Options with { Sampling = sampling });
        var running = Open(settings);
        Fill(running);
        Learn(running, CreateTestProbe(), 1);
        Kill(running);
        var again = Open(settings);
        Assert.Equal((0, 24), (again.Ready!.Update, again.Ready.Steps));
        Learn(again, CreateTestProbe(), 1);
    }

    [Theory]
    [InlineData(Schedule.Overlapped)]
    [InlineData(Schedule.Lockstep)]
    public void Pretraining_goes_on_where_the_checkpoint_was_and_is_not_made_again(Schedule schedule)
    {
        ReplaySettings Made() => Settings(CounterSteps.Options with { Pretrain = 4 }, schedule);
        var running = Open(Made());
        var learner = CreateTestProbe();
        var lived = Fill(running, chunks: 5);
        for (var update = 1; update < 3; update++) Learn(running, learner, update);
        var part = Checkpoint(running, learner, 3, schedule == Schedule.Lockstep ? [lived] : []);
        Kill(running);

        var again = Open(Made(), part.Cut, part.State);
        Assert.Equal((3, 20), (again.Ready!.Update, again.Ready.Steps));
        var next = schedule == Schedule.Lockstep ? lived : new Lived(CreateTestProbe(), 0, again.Ready.NextStream);
        again.Actor.Tell(new RequestCredit(999, 0, next.Stream), next.Probe.Ref);
        Assert.Contains("environment 0 waits for pretraining: 3 of 4 updates reported by learner and imagination", Waiting(again));
        Learn(again, learner, 4);
        var credit = next.Probe.ExpectMsg<CreditGranted>();
        Assert.False(credit.Random);
        Kill(again);
    }

    [Fact]
    public void Many_facts_come_back_from_a_snapshot()
    {
        var settings = Settings(CounterSteps.Options with { Prefill = 400, SegmentBytes = 4_096 }) with { SnapshotEvery = 10 };
        var running = Open(settings);
        var lived = Fill(running, chunks: 100);
        var digest = Digest(running);
        running.Actor.Tell(new EndStream(lived.Stream, "over"), lived.Probe.Ref);
        lived.Probe.ExpectMsg<StreamClosed>();
        Kill(running);
        var again = Open(settings);
        Assert.Equal((400, 1), (again.Ready!.Steps, again.Ready.NextStream));
        Assert.NotEqual(digest, Digest(again)); // the stream has ended since
        CounterSteps.AssertWhole(Learn(again, CreateTestProbe(), 1).Batch, new Dictionary<long, long> { [0] = 399 });
    }

    [Theory]
    [InlineData(0, SequenceSampling.Uniform)]
    [InlineData(1, SequenceSampling.NewestFirst)]
    [InlineData(9, SequenceSampling.NewestFirst)]
    [InlineData(9, SequenceSampling.Clipped)]
    [InlineData(0, SequenceSampling.Balanced)]
    [InlineData(9, SequenceSampling.Balanced)]
    public void Lockstep_stopped_anywhere_and_resumed_ends_like_a_run_that_was_never_stopped(int turnsAfterTheCut, SequenceSampling sampling)
    {
        string Run(bool stopped)
        {
            var settings = Settings(CounterSteps.Options with { Sampling = sampling, Temperature = 3, Capacity = 160, SegmentBytes = 4_096 }, Schedule.Lockstep, 2, latent: CounterSteps.Latent)
                with { PersistenceId = $"run-{stopped}", Segments = $"{Segments}-{stopped}" };
            var running = Open(settings);
            var world = new World(CreateTestProbe(), [0, 1]);
            Turns(running, world, 60);
            var part = Checkpoint(running, world);
            if (stopped)
            {
                Turns(running, world, turnsAfterTheCut);
                Kill(running);
                running = Open(settings, part.Cut, part.State);
                world = new World(CreateTestProbe(), running.Ready!);
            }

            while (world.Steps < 400) Turns(running, world, 1);
            return Digest(running);
        }

        Assert.Equal(Run(false), Run(true));
    }

    [Fact]
    public void Lockstep_without_a_checkpoint_begins_anew()
    {
        var settings = Settings(schedule: Schedule.Lockstep);
        var running = Open(settings);
        Fill(running);
        Kill(running);
        var again = Open(settings);
        Assert.Equal((0, 0, 0, 0), (again.Ready!.Update, again.Ready.Steps, again.Ready.NextStream, again.Ready.Open.Length));
        Fill(again);
        Kill(again);
        Assert.Equal(0, Open(settings).Ready!.Steps);
    }

    [Fact]
    public void A_damaged_chunk_is_reported_and_overlapped_goes_on_without_it()
    {
        var running = Open(Settings());
        Fill(running, chunks: 6);
        Kill(running);
        Flip(SegmentHeader.Bytes + 10); // within the first chunk
        var again = Open(Settings());
        Assert.Contains("chunk 0 of stream 0", again.Metrics.FishForMessage<FaultSeen>(_ => true).Line);
        Assert.Equal(20, again.Metrics.FishForMessage<Progress>(_ => true).HeldSteps);
        CounterSteps.AssertWhole(Learn(again, CreateTestProbe(), 1).Batch, new Dictionary<long, long> { [0] = 23 });
    }

    [Fact]
    public void A_damaged_chunk_stops_lockstep_with_a_clear_line()
    {
        var settings = Settings(schedule: Schedule.Lockstep);
        var running = Open(settings);
        var world = new World(CreateTestProbe(), [0]);
        Turns(running, world, 6);
        var part = Checkpoint(running, world);
        Kill(running);
        Flip(SegmentHeader.Bytes + 10);
        var again = Start(settings);
        again.Parent.ExpectMsg<ReplayRecovered>();
        again.Actor.Tell(new ResumeFrom(1, part.Cut, part.State), again.Parent.Ref);
        Assert.Contains("cannot be read back", again.Parent.ExpectMsg<ReplayStopped>().Line);
    }

    /// <summary>Lockstep: so many chunks are lived, with the updates between them.</summary>
    private void Turns(Running running, World world, int turns)
    {
        for (var lived = 0; lived < turns;)
            if (Next(running, world) is CreditGranted) lived++;
    }

    private PartCaptured Checkpoint(Running running, World world)
    {
        running.Actor.Tell(new CutRequested("test"), running.Parent.Ref);
        for (var captured = 0; captured < world.Environments.Length;)
            if (Next(running, world) is CaptureRequested) captured++;
        var part = running.Checkpoints.ExpectMsg<PartCaptured>();
        running.Actor.Tell(new CheckpointWritten(part.Cut, "checkpoint", "sha"), running.Checkpoints.Ref);
        running.Checkpoints.ExpectMsg<CheckpointRecorded>();
        return part;
    }

    /// <summary>Everybody asks; who is answered does its part.</summary>
    private object Next(Running running, World world)
    {
        foreach (var lived in world.Environments.Where(lived => world.Asked.Add(lived.Stream))) running.Actor.Tell(new RequestCredit(++world.Request, lived.Environment, lived.Stream), world.Probe.Ref);
        if (world.Asked.Add(-1)) running.Actor.Tell(new RequestBatch(++world.Request, world.Update + 1), world.Probe.Ref);
        var answer = world.Probe.ReceiveOne(TimeSpan.FromSeconds(20));
        switch (answer)
        {
            case CreditGranted credit:
                world.Asked.Remove(credit.Stream);
                HandIn(running, world.Environments.Single(lived => lived.Stream == credit.Stream), credit.Steps);
                break;
            case BatchGranted granted:
                CounterSteps.AssertWhole(granted.Batch);
                world.Asked.Remove(-1);
                world.Update = granted.Update;
                Report(running, world.Probe, granted);
                break;
            case null:
                Assert.Fail(string.Join('\n', Waiting(running)));
                break;
        }

        return answer;
    }

    /// <summary>Two environments, a learner and an imagination in one probe: in lockstep only one of them is ever answered.</summary>
    private sealed class World
    {
        public World(TestProbe probe, int[] environments)
        {
            Probe = probe;
            Environments = [.. environments.Select(environment => new Lived(probe, environment, environment))];
        }

        public World(TestProbe probe, ReplayReady ready)
        {
            Probe = probe;
            Update = ready.Update;
            Environments = [.. ready.Open.OrderBy(open => open.Environment).Select(open => new Lived(probe, open.Environment, open.Stream) { NextNumber = open.NextNumber, NextIndex = open.NextIndex })];
        }

        public TestProbe Probe { get; }

        public Lived[] Environments { get; }

        public HashSet<long> Asked { get; } = [];

        public long Update { get; set; }

        public long Request { get; set; }

        public long Steps => Environments.Sum(lived => lived.NextIndex);
    }

    private void Flip(int at)
    {
        var file = Directory.GetFiles(Segments).Order().First();
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= 4;
        File.WriteAllBytes(file, bytes);
    }
}
