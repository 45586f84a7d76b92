using System.Collections.Immutable;
using Akka.Actor;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Serialization;
using AkkaDreamer.Models;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

/// <summary>Every message that may leave its process: what its bytes are, and that they come back as the same message. The bytes are golden: a node of another version reads them.</summary>
public sealed class ProtocolSerializationTests : IDisposable
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Actors", "Golden", "protocol.txt");
    private readonly ActorSystem system = ActorSystem.Create("serialization");

    internal static ImmutableArray<IProtocolMessage> Messages { get; } =
    [
        new RequestCredit(1, 2, 3),
        new CreditGranted(1, 2, 16, 40, true),
        new AppendChunk(5, 6, new Chunk(1, 2, 30, [new float[] { 1, 2 }, new byte[] { 7, 8, 9, 10 }], [0, 1, 1, 0], [0.5f, -1], [1, 0], [0, 1], [0, 1], new LatentBatch(2, [1, 2], [3, 4], [true, false]), -1)),
        new ChunkStored(5, 6, "process"),
        new EndStream(5, "it threw"),
        new StreamClosed(5, "gone"),
        new RequestStream(1, 5),
        new StreamAssigned(1, 5, 9),
        new RequestPolicy(1, 12),
        new PolicyRestarted(12),
        new RequestBatch(1, 2),
        new ReportNoted(2),
        new BehaviourReported(2, 1),
        new BehaviourNoted(2),
        new RequestStartStates(1, 2),
        new StartStatesNoted(2),
        new Evaluate(1, 500, 2, 10),
        new EvaluationFinished(1, 500, 2, [1.5, -2]),
        new CutRequested("due"),
        new CaptureRequested(new CutMark(1, 2)),
        new CheckpointWritten(new CutMark(1, 2), "checkpoints/000001-update-2", "ab"),
        new CheckpointRecorded(new CutMark(1, 2), "checkpoints/000001-update-2", "ab"),
        new CheckpointComplete(new CutMark(1, 2), "checkpoints/000001-update-2", "cd", 77),
        new CheckpointFailed(new CutMark(1, 2), "full"),
        new FindCheckpoint(1, [new KnownCheckpoint(new CutMark(1, 2), "checkpoints/x", "ab")]),
        new ReplayRecovered(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), 3, false, [new KnownCheckpoint(new CutMark(1, 2), "checkpoints/x", "ab")]),
        new ReplayReady(1, 2, 3, 4, 5, [new OpenStream(0, 1, 2, 3)]),
        new BudgetSpent(100, 3),
        new ReplayStopped(true, "fenced"),
        new DescribeWaiting(1),
        new WaitingDescribed(1, ["a waits for b", "c"]),
        new RequestDigest(1),
        new DigestReady(1, "ef"),
        new EndWork(1),
        new WorkEnded("replay", 2),
        new Report("world-model", 4, [new("loss/model", 0.25)]),
        new Report("env-0", null, []),
        new EpisodeFinished(1, 2.5, 9),
        new FaultSeen("hang", "env-0", "it hangs"),
        new Waiting("env-0", "credit"),
        new Waiting("env-0", null),
        new Progress(1, 2, 3, 4, 5, 6.5),
        new PhaseSeen("training"),
        new RequestPart(3, 4),
        new PartReady(3, 4, 0xFEDCBA98, [1, 2, 3]),
        new TransferGone(3),
        new Knock(1, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), [1, 2], NodeRole.Evaluator, 4),
        new Challenged([3, 4]),
        new Prove(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), [5, 6]),
        new Admitted([7, 8], Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), 3, 1, 16, 1L << 40, "{}"),
        new Refused("refused"),
        new NodeAlive(9, 100, 2),
        new LearnerAlive(9, 3, 1),
        new NodeLeft("interrupted"),
        new RunOver(true, "the budget is spent"),
        new RequestWeights(1, 12),
        new WeightsOffered(1, 12, 1, new TransferOffer(5, 50_000_000, 0xFEDCBA98)),
        new ChunkOffered(5, 6, true, new TransferOffer(5, 60_000, 7)),
        new AskSide(),
        new SideAnswered(true),
        new LateChunk(new AppendChunk(5, 6, new Chunk(1, 1, 30, [new byte[] { 7 }], [0], [0.5f], [1], [0], [0], null, -1))),
    ];

    [Fact]
    public void Every_message_of_the_protocol_stays_in_its_process_or_has_an_example_here()
    {
        var examples = Messages.Select(message => message.GetType()).ToHashSet();
        var types = typeof(IProtocolMessage).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IProtocolMessage)));
        Assert.DoesNotContain(types, type => !type.IsAssignableTo(typeof(ILocalMessage)) && !examples.Contains(type));
    }

    [Fact]
    public void Bytes_come_back_as_the_same_message()
    {
        var serializer = new DreamerSerializer((ExtendedActorSystem)system);
        foreach (var message in Messages)
        {
            var bytes = serializer.ToBinary(message);
            var back = serializer.FromBinary(bytes, serializer.Manifest(message));
            Assert.Equal(message.GetType(), back.GetType());
            Assert.Equal(bytes, serializer.ToBinary(back));
            Assert.Equivalent(message, back);
        }
    }

    [Fact]
    public void Bytes_are_the_golden_ones()
    {
        var serializer = new DreamerSerializer((ExtendedActorSystem)system);
        var now = Messages.Select(message => $"{serializer.Manifest(message)} {Convert.ToHexStringLower(serializer.ToBinary(message))}").ToArray();
        File.WriteAllLines(Golden + ".now", now); // to look at, and to take over on purpose
        Assert.Equal(File.ReadAllLines(Golden), now);
    }

    [Fact]
    public void A_type_without_a_codec_is_refused_and_so_is_an_unknown_manifest()
    {
        var serializer = new DreamerSerializer((ExtendedActorSystem)system);
        Assert.ThrowsAny<Exception>(() => serializer.ToBinary("text"));
        Assert.ThrowsAny<Exception>(() => serializer.FromBinary([], "nothing/9"));
    }

    public void Dispose() => system.Terminate().Wait(TimeSpan.FromSeconds(10));
}
