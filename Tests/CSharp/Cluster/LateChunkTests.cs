using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Tests.Replay;
using Xunit;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>Chunks whose connection was lost before they came: stored where they go on exactly, refused everywhere else.</summary>
public sealed class LateChunkTests : ReplayScenario
{
    [Fact]
    public void A_late_chunk_undoes_the_cut_of_its_stream_and_the_stream_ends_behind_it()
    {
        var running = Open(Settings(environments: 2));
        var lived = Fill(running, chunks: 5); // steps 0 to 19
        Sys.Stop(lived.Probe.Ref);
        AwaitAssert(() => Assert.Contains("environment 0 has not asked for credit", Waiting(running)));
        var node = CreateTestProbe();
        var late = new LateChunk(new AppendChunk(0, 5, CounterSteps.Chunk(0, 0, 20, 4)));
        node.Send(running.Actor, late);
        node.ExpectMsg(new ChunkStored(0, 5, "process"));
        node.Send(running.Actor, late); // its acknowledgement was lost
        node.ExpectMsg(new ChunkStored(0, 5, "process"));
        node.Send(running.Actor, new LateChunk(new AppendChunk(0, 6, CounterSteps.Chunk(0, 0, 24, 2))));
        node.ExpectMsg(new ChunkStored(0, 6, "process"));
        var learner = CreateTestProbe("learner");
        for (var update = 1; update <= 3; update++) CounterSteps.AssertWhole(Learn(running, learner, update).Batch, new Dictionary<long, long> { [0] = 25 });
        Advance(1);
        Assert.Equal(26, running.Metrics.FishForMessage<Progress>(progress => progress.Steps == 26).HeldSteps);
    }

    [Fact]
    public void It_is_stored_once_and_found_again_when_replay_comes_back()
    {
        var running = Open(Settings(environments: 2));
        var lived = Fill(running, chunks: 6);
        Kill(running);
        var again = Open(Settings(environments: 2));
        var node = CreateTestProbe();
        node.Send(again.Actor, new LateChunk(new AppendChunk(lived.Stream, 6, CounterSteps.Chunk(0, lived.Stream, 24, 4))));
        node.ExpectMsg(new ChunkStored(lived.Stream, 6, "process"));
        Kill(again);
        var last = Open(Settings(environments: 2));
        Assert.Equal(28, last.Ready!.Steps);
        var learner = CreateTestProbe("learner");
        CounterSteps.AssertWhole(Learn(last, learner, 1).Batch, new Dictionary<long, long> { [lived.Stream] = 27 });
    }

    [Fact]
    public void The_first_chunk_of_a_stream_that_replay_never_heard_of_is_taken_too()
    {
        var running = Open(Settings(environments: 2));
        var node = CreateTestProbe();
        node.Send(running.Actor, new LateChunk(new AppendChunk(1L << 41, 0, CounterSteps.Chunk(1, 1L << 41, 0, 4))));
        node.ExpectMsg(new ChunkStored(1L << 41, 0, "process"));
        node.Send(running.Actor, new RequestCredit(1, 1, 1L << 41));
        Assert.Equal(1L << 41, node.ExpectMsg<StreamClosed>().Stream); // it has ended all the same
    }

    [Fact]
    public void One_that_the_disk_refused_is_stored_when_it_comes_again()
    {
        var running = Open(Settings(CounterSteps.Options with { RetryStorageFor = TimeSpan.MaxValue, SegmentBytes = 1 }, environments: 2)); // a segment for each chunk
        var lived = Fill(running, chunks: 5);
        Sys.Stop(lived.Probe.Ref);
        AwaitAssert(() => Assert.Contains("environment 0 has not asked for credit", Waiting(running)));
        var (node, late) = (CreateTestProbe(), new LateChunk(new AppendChunk(0, 5, CounterSteps.Chunk(0, 0, 20, 4))));
        Directory.Move(Segments, Segments + ".away");
        File.WriteAllText(Segments, "a file where the folder should be");
        node.Send(running.Actor, late);
        running.Metrics.FishForMessage<FaultSeen>(fault => fault.Line.Contains("refuses to be written", StringComparison.Ordinal));
        File.Delete(Segments);
        Directory.Move(Segments + ".away", Segments);
        node.Send(running.Actor, late);
        node.ExpectMsg(new ChunkStored(0, 5, "process"));
    }

    [Theory]
    [InlineData(0, 6, 24, 0, "does not go on")] // one before it is missing
    [InlineData(0, 5, 21, 0, "does not go on")]
    [InlineData(0, 5, 20, 1, "does not go on")]
    [InlineData(9, 1, 4, 0, "not its first")]
    [InlineData(9, 0, 3, 0, "not its first")]
    [InlineData(9, 0, 0, 7, "no environment")]
    [InlineData(9, 0, 0, -1, "no environment")]
    public void One_that_does_not_go_on_exactly_there_is_refused(long stream, long number, long firstIndex, int environment, string why)
    {
        var running = Open(Settings(environments: 2));
        var lived = Fill(running, chunks: 5);
        Sys.Stop(lived.Probe.Ref);
        AwaitAssert(() => Assert.Contains("environment 0 has not asked for credit", Waiting(running)));
        var node = CreateTestProbe();
        node.Send(running.Actor, new LateChunk(new AppendChunk(stream, number, CounterSteps.Chunk(environment, stream, firstIndex, 4))));
        Assert.Contains(why, node.ExpectMsg<StreamClosed>().Reason);
    }

    [Fact]
    public void One_that_comes_before_the_end_of_its_stream_is_heard_of_is_taken_when_it_comes_again()
    {
        var running = Open(Settings(environments: 2));
        var lived = Fill(running, chunks: 5);
        var (node, late) = (CreateTestProbe(), new LateChunk(new AppendChunk(0, 5, CounterSteps.Chunk(0, 0, 20, 4))));
        node.Send(running.Actor, late);
        node.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        Sys.Stop(lived.Probe.Ref);
        AwaitAssert(() =>
        {
            node.Send(running.Actor, late);
            Assert.Equal(new ChunkStored(0, 5, "process"), node.ExpectMsg<ChunkStored>(TimeSpan.FromMilliseconds(100)));
        });
    }

    [Fact]
    public void A_stream_whose_environment_lives_takes_no_late_chunk()
    {
        var running = Open(Settings(environments: 2));
        var lived = Fill(running, chunks: 5);
        var node = CreateTestProbe();
        node.Send(running.Actor, new LateChunk(new AppendChunk(lived.Stream, 5, CounterSteps.Chunk(0, lived.Stream, 20, 4))));
        HandIn(running, lived, 4);
        node.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    protected override bool LossIsAllowed(object message) => true; // probes are stopped on purpose
}
