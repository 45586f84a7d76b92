using AkkaDreamer.Actors.Protocol;
using Xunit;

namespace AkkaDreamer.Tests.Replay;

/// <summary>What holds on every database.</summary>
public abstract class ReplayOnDatabase(string provider, string connection) : ReplayScenario(Journal(provider, connection))
{
    public virtual void Acknowledged_steps_survive_and_learning_goes_on_from_the_checkpoint()
    {
        var settings = Settings(CounterSteps.Options with { SegmentBytes = 4_096, Prefill = 200 }) with { SnapshotEvery = 20 };
        var running = Open(settings);
        var lived = Fill(running, chunks: 50);
        var learner = CreateTestProbe();
        var part = Checkpoint(running, learner, 1);
        Learn(running, learner, 2);
        Act(running, lived);
        Kill(running);

        var again = Start(settings);
        var recovered = again.Parent.ExpectMsg<ReplayRecovered>();
        Assert.Equal((2, part.Cut), (recovered.Epoch, Assert.Single(recovered.Checkpoints).Cut));
        Resume(again, part.Cut, part.State);
        Assert.Equal((1, lived.NextIndex), (again.Ready!.Update, again.Ready.Steps));
        for (var update = 2; update < 5; update++) CounterSteps.AssertWhole(Learn(again, learner, update).Batch, new Dictionary<long, long> { [0] = lived.NextIndex - 1 });
    }

    public virtual void A_process_of_an_older_epoch_is_fenced_out_and_says_so()
    {
        var older = Open(Settings());
        var lived = Fill(older, chunks: 2);
        var newer = Open(Settings());
        Fill(newer, stream: 1, chunks: 1);
        Watch(older.Actor);
        older.Actor.Tell(new AppendChunk(0, 2, CounterSteps.Chunk(0, 0, 8, 4)), lived.Probe.Ref);
        var stopped = older.Parent.ExpectMsg<ReplayStopped>();
        Assert.True(stopped.Fenced, stopped.Line);
        Assert.Contains("Another process has taken this run over", stopped.Line);
        ExpectTerminated(older.Actor);
        lived.Probe.ExpectNoMsg(TimeSpan.Zero);

        Kill(newer);
        var last = Open(Settings());
        Assert.Equal((3, 12), (last.Ready!.Epoch, last.Ready.Steps));
    }

    internal static string Journal(string provider, string connection) => $$"""
        akka.persistence.journal {
          plugin = "akka.persistence.journal.sql"
          sql { class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql", provider-name = "{{provider}}", connection-string = "{{connection}}" }
        }
        akka.persistence.snapshot-store {
          plugin = "akka.persistence.snapshot-store.sql"
          sql { class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql", provider-name = "{{provider}}", connection-string = "{{connection}}" }
        }
        akka.test { default-timeout = 30s, single-expect-default = 30s }
        akka.actor.serialize-messages = off # the published SQL journal sends itself messages that nothing can serialise
        akka.actor.serialization-bindings {
          "AkkaDreamer.Actors.Replay.IReplayFact, AkkaDreamer.Actors" = dreamer
          "AkkaDreamer.Actors.Replay.ReplaySnapshot, AkkaDreamer.Actors" = dreamer
        }
        """;
}
