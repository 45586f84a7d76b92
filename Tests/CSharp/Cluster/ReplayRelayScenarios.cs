using Akka.Actor;
using Akka.TestKit;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>Replay as a node's environments see it; the guest at the learner and the environment are probes, and time is virtual.</summary>
public sealed class ReplayRelayScenarios : ActorScenario
{
    private readonly TestProbe guest, environment;
    private readonly ChunkKeep keep = new(1 << 28);
    private readonly IActorRef relay;

    public ReplayRelayScenarios()
    {
        (guest, environment) = (CreateTestProbe(), CreateTestProbe());
        var (chunks, behind) = (keep, guest.Ref);
        (_, relay) = Child("replay", Props.Create(() => new ReplayRelay(chunks, behind, TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public void A_stream_ends_only_when_the_last_of_its_large_chunks_is_stored()
    {
        environment.Send(relay, new AppendChunk(5, 0, Chunk(30_000)));
        guest.ExpectMsg<ChunkOffered>();
        environment.Send(relay, new EndStream(5, "it threw"));
        environment.Send(relay, new RequestCredit(9, 2, 6)); // would end it too
        guest.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        guest.Send(relay, new ChunkStored(5, 0, "process"));
        Assert.Equal(new EndStream(5, "it threw"), guest.ExpectMsg<EndStream>());
        environment.ExpectMsg<ChunkStored>();
        environment.Send(relay, new RequestCredit(9, 2, 6)); // as it does at every tick
        guest.ExpectMsg<RequestCredit>();
        Assert.Equal((0, 0), (keep.Count, keep.Lost));
    }

    [Fact]
    public void Small_chunks_and_the_end_of_their_stream_go_at_once_and_in_order()
    {
        environment.Send(relay, new AppendChunk(5, 0, Chunk(10)));
        environment.Send(relay, new EndStream(5, "it threw"));
        guest.ExpectMsg<AppendChunk>();
        guest.ExpectMsg<EndStream>();
        guest.Send(relay, new StreamClosed(5, "it threw"));
        environment.ExpectMsg<StreamClosed>();
    }

    [Fact]
    public void What_is_kept_of_another_run_is_not_handed_in()
    {
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        keep.BeginRun(one);
        keep.Add(new AppendChunk(5, 0, Chunk(10)));
        keep.BeginRun(one);
        Assert.Equal(1, keep.Count);
        keep.BeginRun(other);
        Assert.Equal((0, 1), (keep.Count, keep.Lost));
    }

    private static Chunk Chunk(int numbers) => new(2, 1, 0, [new byte[numbers]], [1, 0, 0], [0], [1], [0], [0], null, -1);
}
