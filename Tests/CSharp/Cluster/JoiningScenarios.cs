using System.Collections.Concurrent;
using Akka.Actor;
using Akka.TestKit;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Imagining;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>The desk at which nodes knock, and its guests; the node and replay are probes, and time is virtual.</summary>
public sealed class JoiningScenarios : ActorScenario
{
    private static readonly byte[] Secret = "0123456789abcdef"u8.ToArray();
    private readonly TestProbe replay, node;
    private readonly ConcurrentQueue<string> downed = [];
    private readonly TestProbe parent;
    private readonly IActorRef desk;
    private readonly int weightBytes;
    private int admissions;
    private readonly Guid id = Guid.NewGuid();

    public JoiningScenarios()
    {
        (replay, node) = (CreateTestProbe(), CreateTestProbe());
        var agent = new FakeAgent(new AgentSpaces([new InputSpec("x", false, [2])], true, 3)) { Pinned = false };
        var settings = new NodeDeskSettings
        {
            NextAdmission = () => admissions++,
            Secret = Secret,
            Run = Guid.NewGuid(),
            Epoch = 3,
            Configuration = "{}",
            FirstEnvironment = 2,
            MostEnvironments = 8,
            LargestChunk = 1 << 20,
            CreatePolicy = agent.CreatePolicy,
            Down = (_, address, why) => downed.Enqueue(why),
        };
        using (var policy = agent.CreatePolicy()) weightBytes = policy.WeightBytes;
        var probe = replay.Ref;
        (parent, desk) = Child("nodes", Props.Create(() => new NodeDesk(settings, probe)));
    }

    [Fact]
    public void Who_knows_the_secret_is_let_in_and_the_desk_proves_that_it_knows_it_too()
    {
        var (knock, challenge) = Knocked();
        node.Send(desk, new Prove(id, Proofs.OfNode(Secret, knock, challenge)));
        var admitted = node.ExpectMsg<Admitted>();
        Assert.Equal(Proofs.OfLearner(Secret, knock, challenge, admitted), admitted.Proof);
        Assert.NotEqual(admitted.Proof, Proofs.OfLearner(Secret, knock, challenge, admitted with { Configuration = "{ }" }));
        Assert.Equal((3, 0, 2, StreamBlocks.Node(3, 0)), (admitted.Epoch, admitted.Generation, admitted.FirstEnvironment, admitted.FirstStream));
        node.Send(desk, new Prove(id, Proofs.OfNode(Secret, knock, challenge))); // the answer was lost
        var guest = node.LastSender;
        Assert.Equal(admitted.Proof, node.ExpectMsg<Admitted>().Proof);
        Assert.Equal(guest, node.LastSender);
        Assert.Empty(downed);
    }

    [Theory]
    [InlineData("another secret, as long")]
    [InlineData("")]
    public void Who_does_not_know_the_secret_is_refused_counted_and_put_out_and_learns_nothing(string guess)
    {
        var (knock, challenge) = Knocked();
        node.Send(desk, new Prove(id, guess.Length == 0 ? [] : Proofs.OfNode(System.Text.Encoding.UTF8.GetBytes(guess), knock, challenge)));
        Assert.Equal("refused", node.ExpectMsg<Refused>().Reason);
        AwaitAssert(() => Assert.Equal("it does not know the cluster's secret", Assert.Single(downed)));
        Assert.Equal("intruder", parent.FishForMessage<FaultSeen>(_ => true).Class);
        Assert.Contains(new("cluster/refused_nodes", 1.0), parent.FishForMessage<Report>(report => report.Values.Any(value => value.Key == "cluster/refused_nodes" && value.Value > 0)).Values);
        node.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void A_proof_is_good_for_one_challenge_and_for_nobody_else()
    {
        var (knock, challenge) = Knocked();
        var proof = new Prove(id, Proofs.OfNode(Secret, knock, challenge));
        var thief = CreateTestProbe();
        thief.Send(desk, proof);
        thief.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        thief.Send(desk, knock);
        var other = thief.ExpectMsg<Challenged>();
        Assert.NotEqual(challenge, other.Nonce);
        thief.Send(desk, proof);
        thief.ExpectMsg<Refused>();
        Assert.NotEqual(Proofs.OfNode(Secret, knock, challenge), Proofs.OfNode(Secret, knock with { Count = 8 }, challenge));
    }

    [Fact]
    public void A_challenge_grows_stale()
    {
        var (knock, challenge) = Knocked();
        Advance(12);
        node.Send(desk, new Prove(id, Proofs.OfNode(Secret, knock, challenge)));
        node.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        Assert.NotEqual(challenge, Knocked().Challenge);
    }

    [Fact]
    public void A_node_of_another_version_is_told_so_and_one_that_makes_no_sense_is_put_out()
    {
        node.Send(desk, new Knock(2, id, Proofs.Nonce(), NodeRole.Environments, 1));
        Assert.Contains("same version", node.ExpectMsg<Refused>().Reason);
        Assert.Empty(downed);
        node.Send(desk, new Knock(Knock.Spoken, id, [1], NodeRole.Environments, 1));
        Assert.Equal("refused", node.ExpectMsg<Refused>().Reason);
        AwaitAssert(() => Assert.Single(downed));
    }

    [Fact]
    public void There_is_room_for_so_many_environments_and_a_node_that_goes_makes_room()
    {
        var first = Admit(count: 6);
        var other = (CreateTestProbe(), Guid.NewGuid());
        Assert.Contains("do not fit", Join(other.Item1, other.Item2, 3).Refused!.Reason);
        Assert.Equal(8, Join(other.Item1, other.Item2, 2).Admitted!.FirstEnvironment);
        node.Send(first.Guest, new NodeLeft("it goes"));
        var third = CreateTestProbe();
        AwaitAssert(() => Assert.Equal(2, Join(third, Guid.NewGuid(), 6).Admitted?.FirstEnvironment));
    }

    [Fact]
    public void A_process_that_comes_back_takes_its_own_place()
    {
        Admit(count: 8);
        var again = CreateTestProbe();
        var (admitted, _, _) = Join(again, id, 8);
        Assert.Equal((2, StreamBlocks.Node(3, 1)), (admitted!.FirstEnvironment, admitted.FirstStream));
    }

    [Fact]
    public void A_guest_speaks_to_replay_for_its_own_environments_and_streams_only()
    {
        var (admitted, guest) = Admit(count: 2);
        var stream = admitted.FirstStream;
        node.Send(guest, new RequestCredit(1, 2, stream));
        Assert.Equal(new RequestCredit(1, 2, stream), replay.ExpectMsg<RequestCredit>());
        Assert.Equal(guest, replay.LastSender);
        replay.Reply(new CreditGranted(1, stream, 8, 0, false));
        node.ExpectMsg<CreditGranted>();
        node.Send(guest, new RequestCredit(1, 0, stream));
        node.Send(guest, new RequestCredit(1, 3, 5));
        node.Send(guest, new EndStream(5, "not mine"));
        node.Send(guest, new AppendChunk(5, 0, Chunk(2, 10)));
        node.Send(guest, new BudgetSpent(1, 1));
        node.Send(guest, new EndStream(stream, "mine"));
        Assert.Equal(stream, replay.ExpectMsg<EndStream>().Stream);
        Advance(1);
        Assert.Contains("5 messages", parent.FishForMessage<FaultSeen>(_ => true).Line);
    }

    [Fact]
    public void A_chunk_that_is_too_large_for_a_message_is_pulled_and_handed_in_once_it_is_whole()
    {
        var (admitted, guest) = Admit(count: 1);
        var append = new AppendChunk(admitted.FirstStream, 0, Chunk(2, 30_000));
        var outgoing = new Outgoing(1, AkkaDreamer.Actors.Serialization.MessageCodecs.ByType[typeof(AppendChunk)].Write(append));
        var offer = new ChunkOffered(append.Stream, 0, false, outgoing.Offer);
        node.Send(guest, offer);
        node.Send(guest, offer); // repeated
        for (var part = 0; part < outgoing.Offer.Parts; part++) node.Send(guest, outgoing.Part(node.ExpectMsg<RequestPart>().Index)!);
        Assert.Equivalent(append, replay.ExpectMsg<AppendChunk>());
        node.Send(guest, offer); // its acknowledgement is late: not pulled again, but handed in again
        replay.ExpectMsg<AppendChunk>();
        replay.Send(guest, new ChunkStored(append.Stream, 0, "machine"));
        node.ExpectMsg<ChunkStored>();
    }

    [Fact]
    public void An_offer_beyond_the_largest_chunk_and_bytes_that_are_no_chunk_end_the_stream_and_are_reported()
    {
        var (admitted, guest) = Admit(count: 1);
        node.Send(guest, new ChunkOffered(admitted.FirstStream, 0, false, new TransferOffer(1, (1 << 20) + 1, 0)));
        Assert.Equal(admitted.FirstStream, node.ExpectMsg<StreamClosed>().Stream);
        var nonsense = new Outgoing(2, [255, 255, 255, 255]);
        node.Send(guest, new ChunkOffered(admitted.FirstStream, 1, false, nonsense.Offer));
        node.Send(guest, nonsense.Part(node.ExpectMsg<RequestPart>().Index)!);
        Assert.Contains("cannot be read", node.ExpectMsg<StreamClosed>().Reason);
        Assert.Equal("cluster", parent.FishForMessage<FaultSeen>(_ => true).Class);
        replay.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Weights_are_offered_as_those_of_the_generation_also_when_who_offers_them_has_died()
    {
        var (_, guest) = Admit(count: 1);
        desk.Tell(new PolicyRestarted(7), parent.Ref);
        Assert.Equal(1, node.ExpectMsg<LearnerAlive>().Generation);
        Assert.Equal(1, Offered(1).Generation);
        Sys.ActorSelection(desk.Path / "weights").Tell(Kill.Instance);
        parent.FishForMessage<FaultSeen>(_ => true);
        Assert.Equal(1, Offered(2).Generation); // of another, a node would never take them

        WeightsOffered Offered(long request)
        {
            node.Send(guest, new RequestWeights(request, 0));
            var newest = PublishedPolicy.Of(7, new byte[weightBytes]);
            parent.Reply(new PolicyReady(parent.FishForMessage<RequestPolicy>(_ => true).RequestId, newest.Lend(7)));
            return node.ExpectMsg<WeightsOffered>();
        }
    }

    [Fact]
    public void A_transfer_that_is_gone_is_not_taken_for_the_one_that_is_pulled_now()
    {
        var (admitted, guest) = Admit(count: 1);
        var append = new AppendChunk(admitted.FirstStream, 0, Chunk(2, 30_000));
        var outgoing = new Outgoing(2, AkkaDreamer.Actors.Serialization.MessageCodecs.ByType[typeof(AppendChunk)].Write(append));
        node.Send(guest, new ChunkOffered(append.Stream, 0, false, outgoing.Offer));
        node.Send(guest, new TransferGone(1)); // asked for twice, and stored meanwhile
        for (var part = 0; part < outgoing.Offer.Parts; part++) node.Send(guest, outgoing.Part(node.ExpectMsg<RequestPart>().Index)!);
        Assert.Equivalent(append, replay.ExpectMsg<AppendChunk>());
    }

    [Fact]
    public void A_guest_ends_with_its_node_and_answers_while_it_lives()
    {
        var (_, guest) = Admit(count: 1);
        node.Send(guest, new NodeAlive(4, 0, 0));
        Assert.Equal(new LearnerAlive(4, 3, 0), node.ExpectMsg<LearnerAlive>());
        desk.Tell(new PolicyRestarted(7), parent.Ref);
        Assert.Equal(1, node.ExpectMsg<LearnerAlive>().Generation);
        var watcher = CreateTestProbe();
        watcher.Watch(guest);
        Sys.Stop(node.Ref);
        watcher.ExpectTerminated(guest);
    }

    [Fact]
    public void An_evaluation_goes_to_the_node_that_evaluates_and_comes_home_when_that_one_dies()
    {
        var evaluator = CreateTestProbe();
        Join(evaluator, Guid.NewGuid(), 1, NodeRole.Evaluator);
        Assert.Equal(1, parent.FishForMessage<EvaluatorsSeen>(_ => true).Count);
        var asked = new Evaluate(5, 100, 0, 2);
        desk.Tell(asked, parent.Ref);
        var newest = PublishedPolicy.Of(7, []);
        parent.Reply(new PolicyReady(parent.FishForMessage<RequestPolicy>(request => request.AtLeast == 0).RequestId, newest.Lend(7)));
        Assert.Equal(asked with { PolicyVersion = 7 }, evaluator.ExpectMsg<Evaluate>()); // not with weights that the node happens to have
        Sys.Stop(evaluator.Ref);
        Assert.Equal(asked.RequestId, parent.FishForMessage<EvaluationLost>(_ => true).Asked.RequestId);
    }

    private static Chunk Chunk(int environment, int numbers) => new(environment, 1, 0, [new byte[numbers]], [1, 0, 0], [0], [1], [0], [0], null, -1);

    private (Knock Knock, byte[] Challenge) Knocked()
    {
        var knock = new Knock(Knock.Spoken, id, Proofs.Nonce(), NodeRole.Environments, 1);
        node.Send(desk, knock);
        return (knock, node.ExpectMsg<Challenged>().Nonce);
    }

    private (Admitted Admitted, IActorRef Guest) Admit(int count)
    {
        var (admitted, guest, _) = Join(node, id, count);
        return (admitted!, guest);
    }

    private (Admitted? Admitted, IActorRef Guest, Refused? Refused) Join(TestProbe from, Guid who, int count, NodeRole role = NodeRole.Environments)
    {
        var knock = new Knock(Knock.Spoken, who, Proofs.Nonce(), role, count);
        from.Send(desk, knock);
        from.Send(desk, new Prove(who, Proofs.OfNode(Secret, knock, from.ExpectMsg<Challenged>().Nonce)));
        var answer = from.ReceiveOne(TimeSpan.FromSeconds(5));
        return (answer as Admitted, from.LastSender, answer as Refused);
    }

    protected override bool LossIsAllowed(object message) => true; // probes are stopped on purpose
}
