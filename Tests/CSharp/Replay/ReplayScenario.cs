using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;

namespace AkkaDreamer.Tests.Replay;

/// <summary>A scenario for replay: probes are supervisor, metrics, checkpoints, environments, learner and imagination; the journal outlives the actor.</summary>
public abstract class ReplayScenario(string more = ReplayScenario.InMemory) : ActorScenario(more: more)
{
    public const string InMemory = """
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        akka.persistence.snapshot-store.inmem.class = "Akka.Persistence.Snapshot.MemorySnapshotStore, Akka.Persistence"
        akka.test { default-timeout = 20s, single-expect-default = 20s }
        akka.actor.serialization-bindings {
          "AkkaDreamer.Actors.Replay.IReplayFact, AkkaDreamer.Actors" = dreamer
          "AkkaDreamer.Actors.Replay.ReplaySnapshot, AkkaDreamer.Actors" = dreamer
        }
        """;

    private int starts;
    private long request;

    internal string Folder { get; } = Directory.CreateTempSubdirectory("replay").FullName;

    internal string Segments => Path.Combine(Folder, "segments");

    internal ReplaySettings Settings(ReplayOptions? options = null, Schedule schedule = Schedule.Overlapped, int environments = 1, long budget = long.MaxValue, LatentSpec? latent = null) =>
        CounterSteps.Settings(options, schedule, environments, budget, latent, Segments);

    protected override void AfterAll()
    {
        base.AfterAll();
        Directory.Delete(Folder, true);
    }

    /// <summary>A replay that has told its epoch and waits to be resumed.</summary>
    internal Running Start(ReplaySettings settings)
    {
        var (metrics, checkpoints) = (CreateTestProbe($"metrics-{++starts}"), CreateTestProbe($"checkpoints-{starts}"));
        var (parent, actor) = Child($"replay-{starts}", ReplayActor.Props(settings, checkpoints.Ref, metrics.Ref));
        return new Running(settings, actor, parent, metrics, checkpoints);
    }

    /// <summary>A replay that goes on from its newest checkpoint; in lockstep with that part.</summary>
    internal Running Open(ReplaySettings settings, CutMark? cut = null, StateSnapshot? part = null)
    {
        var running = Start(settings);
        running.Parent.ExpectMsg<ReplayRecovered>();
        return Resume(running, cut, part);
    }

    internal Running Resume(Running running, CutMark? cut = null, StateSnapshot? part = null)
    {
        running.Actor.Tell(new ResumeFrom(++request, cut, part), running.Parent.Ref);
        running.Ready = running.Parent.ExpectMsg<ReplayReady>();
        return running;
    }

    internal void Kill(Running running)
    {
        Watch(running.Actor);
        Sys.Stop(running.Actor);
        ExpectTerminated(running.Actor);
    }

    /// <summary>Takes one credit and hands in its steps as one chunk.</summary>
    internal CreditGranted Act(Running running, Lived lived)
    {
        running.Actor.Tell(new RequestCredit(++request, lived.Environment, lived.Stream), lived.Probe.Ref);
        var credit = lived.Probe.ExpectMsg<CreditGranted>();
        HandIn(running, lived, credit.Steps);
        return credit;
    }

    internal void HandIn(Running running, Lived lived, int steps)
    {
        var chunk = CounterSteps.Chunk(lived.Environment, lived.Stream, lived.NextIndex, steps, running.Settings.Layout.Latent is not null);
        running.Actor.Tell(new AppendChunk(lived.Stream, lived.NextNumber, chunk), lived.Probe.Ref);
        lived.Probe.ExpectMsg(new ChunkStored(lived.Stream, lived.NextNumber, running.Settings.Options.Durability.ToString().ToLowerInvariant()));
        (lived.NextNumber, lived.NextIndex) = (lived.NextNumber + 1, lived.NextIndex + steps);
    }

    /// <summary>Fills replay until the first batch is granted.</summary>
    internal Lived Fill(Running running, int environment = 0, long? stream = null, int chunks = 6)
    {
        var lived = new Lived(CreateTestProbe($"environment-{++starts}"), environment, stream ?? running.Ready!.NextStream);
        for (var i = 0; i < chunks; i++) Act(running, lived);
        return lived;
    }

    /// <summary>One update of learner and imagination.</summary>
    internal BatchGranted Learn(Running running, TestProbe learner, long update, bool report = true)
    {
        running.Actor.Tell(new RequestBatch(++request, update), learner.Ref);
        var granted = learner.ExpectMsg<BatchGranted>(message => Xunit.Assert.Equal(update, message.Update));
        if (report) Report(running, learner, granted);
        return granted;
    }

    internal void Report(Running running, TestProbe learner, BatchGranted granted)
    {
        var rows = granted.Batch.Keys.Length;
        var latents = running.Settings.Layout.Latent is { } spec
            ? new LatentBatch(rows, [.. Enumerable.Range(0, rows * spec.Deterministic).Select(i => (ushort)(granted.Update + i))], new byte[rows * spec.Stochastic], [.. Enumerable.Repeat(true, rows)])
            : null;
        running.Actor.Tell(new UpdateReported(granted.Update, false, granted.Batch.Keys, latents), learner.Ref);
        learner.ExpectMsg(new ReportNoted(granted.Update));
        running.Actor.Tell(new BehaviourReported(granted.Update, granted.Update), learner.Ref);
        learner.ExpectMsg(new BehaviourNoted(granted.Update));
    }

    /// <summary>A checkpoint of the next update, recorded; gives replay's part.</summary>
    internal PartCaptured Checkpoint(Running running, TestProbe learner, long update, params Lived[] environments)
    {
        running.Actor.Tell(new CutRequested("test"), running.Parent.Ref);
        var granted = Learn(running, learner, update);
        Xunit.Assert.NotNull(granted.Cut);
        var part = running.Checkpoints.ExpectMsg<PartCaptured>();
        foreach (var lived in environments) lived.Probe.ExpectMsg(new CaptureRequested(part.Cut));
        running.Actor.Tell(new CheckpointWritten(part.Cut, $"checkpoint-{part.Cut.Cut}", "sha"), running.Checkpoints.Ref);
        running.Checkpoints.ExpectMsg<CheckpointRecorded>();
        running.Parent.ExpectMsg<CheckpointRecorded>();
        return part;
    }

    internal string Digest(Running running)
    {
        var asker = CreateTestProbe();
        running.Actor.Tell(new RequestDigest(++request), asker.Ref);
        return asker.ExpectMsg<DigestReady>().Sha256;
    }

    internal ImmutableArray<string> Waiting(Running running)
    {
        var asker = CreateTestProbe();
        running.Actor.Tell(new DescribeWaiting(++request), asker.Ref);
        return asker.ExpectMsg<WaitingDescribed>().Lines;
    }

    internal sealed record Running(ReplaySettings Settings, IActorRef Actor, TestProbe Parent, TestProbe Metrics, TestProbe Checkpoints)
    {
        public ReplayReady? Ready { get; set; }
    }

    internal sealed class Lived(TestProbe probe, int environment, long stream)
    {
        public TestProbe Probe { get; } = probe;

        public int Environment { get; } = environment;

        public long Stream { get; } = stream;

        public long NextNumber { get; set; }

        public long NextIndex { get; set; }
    }
}
