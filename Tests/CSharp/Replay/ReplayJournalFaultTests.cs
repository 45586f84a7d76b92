using AkkaDreamer.Actors.Protocol;
using Xunit;

namespace AkkaDreamer.Tests.Replay;

public sealed class ReplayJournalFaultTests() : ReplayScenario(InMemory + """

    akka.actor.serialize-messages = off # the published journal sends itself exceptions, which nothing can serialise
    akka.persistence.journal {
      plugin = "akka.persistence.journal.stalling"
      stalling { class = "AkkaDreamer.Tests.Replay.StallingJournal, AkkaDreamer.Tests" }
    }
    """)
{
    [Fact]
    public void A_slow_journal_is_reported_within_seconds_and_nothing_is_acknowledged_meanwhile()
    {
        var running = Open(Settings());
        var lived = Fill(running, chunks: 1);
        var stall = new TaskCompletionSource();
        StallingJournal.Stall = stall.Task;
        running.Actor.Tell(new AppendChunk(0, 1, CounterSteps.Chunk(0, 0, 4, 4)), lived.Probe.Ref);
        Digest(running); // answered, so the chunk before it is on its way
        Advance(4);
        Assert.Contains("has not answered for", running.Metrics.FishForMessage<FaultSeen>(_ => true).Line);
        Assert.Equal("journal and disk", running.Metrics.FishForMessage<Waiting>(_ => true).For);
        Assert.Contains(Waiting(running), line => line.Contains("replay waits for the journal or the disk"));
        lived.Probe.ExpectNoMsg(TimeSpan.Zero);
        StallingJournal.Stall = null;
        stall.SetResult();
        lived.Probe.ExpectMsg(new ChunkStored(0, 1, "process"));
        Advance(1);
        Assert.Null(running.Metrics.FishForMessage<Waiting>(_ => true).For);
    }

    [Fact]
    public void A_journal_that_fails_stops_replay_with_a_clear_line()
    {
        var running = Open(Settings());
        var lived = Fill(running, chunks: 1);
        StallingJournal.Stall = Task.FromException(new IOException("No space left on device"));
        Watch(running.Actor);
        running.Actor.Tell(new AppendChunk(0, 1, CounterSteps.Chunk(0, 0, 4, 4)), lived.Probe.Ref);
        var stopped = running.Parent.ExpectMsg<ReplayStopped>();
        Assert.False(stopped.Fenced);
        Assert.Contains("No space left on device", stopped.Line);
        ExpectTerminated(running.Actor);
        lived.Probe.ExpectNoMsg(TimeSpan.Zero);
    }

    protected override void AfterAll()
    {
        StallingJournal.Stall = null;
        base.AfterAll();
    }
}
