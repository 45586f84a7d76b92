using System.Collections.Immutable;
using Akka.Actor;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Serialization;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>No message between machines is larger than 32 KB, whatever it holds: larger ones would hold up the heartbeats behind them.</summary>
public sealed class MessageSizeTests
{
    private const int Limit = 32_000;
    private const int Envelope = 1_200; // paths of sender and receiver, with names and addresses as long as they get

    private static readonly string Line = new('x', 400);
    private static readonly byte[] Hash = new byte[Proofs.Bytes];
    private static readonly TransferOffer Offer = new(long.MaxValue, int.MaxValue, uint.MaxValue);

    // What nodes and the learner say to each other, each at its largest; text is as long as it is cut to.
    private static ImmutableArray<IProtocolMessage> Largest { get; } =
    [
        new Knock(int.MaxValue, Guid.NewGuid(), Hash, NodeRole.Learner, int.MaxValue),
        new Challenged(Hash),
        new Prove(Guid.NewGuid(), Hash),
        new Admitted(Hash, Guid.NewGuid(), long.MaxValue, long.MaxValue, int.MaxValue, long.MaxValue, new string('x', Admitted.LongestConfiguration)),
        new Refused(Line),
        new NodeAlive(-1, -1, -1),
        new LearnerAlive(-1, -1, -1),
        new NodeLeft(Line),
        new RunOver(true, Line),
        new RequestWeights(-1, -1),
        new WeightsOffered(-1, -1, -1, Offer),
        new ChunkOffered(-1, -1, true, Offer),
        new RequestPart(-1, -1),
        new PartReady(-1, int.MaxValue, uint.MaxValue, new byte[TransferOffer.PartBytes]),
        new TransferGone(-1),
        new AskSide(),
        new SideAnswered(true),
        new RequestCredit(-1, -1, -1),
        new CreditGranted(-1, -1, -1, -1, true),
        new ChunkStored(-1, -1, "machine"),
        new EndStream(-1, Line),
        new StreamClosed(-1, Line),
        new EpisodeFinished(-1, -1, -1),
        new FaultSeen(Line, Line, Line),
        new Waiting(Line, Line),
        new Report(Line, -1, [.. Enumerable.Range(0, 32).Select(i => new KeyValuePair<string, double>($"waiting/{Line[..60]}{i}", 1))]),
        new Evaluate(-1, -1, -1, -1),
        new EvaluationFinished(-1, -1, -1, [.. new double[2_000]]),
    ];

    [Fact]
    public void Every_message_between_machines_stays_below_the_limit()
    {
        using var system = ActorSystem.Create("sizes");
        var serializer = new DreamerSerializer((ExtendedActorSystem)system);
        foreach (var message in Largest)
        {
            var bytes = serializer.ToBinary(message).Length + serializer.Manifest(message).Length + Envelope;
            Assert.True(bytes < Limit, $"{message.GetType().Name} takes {bytes} bytes with its envelope");
        }
    }

    [Theory]
    [InlineData(16, 1_000)]
    [InlineData(64, 500)]
    [InlineData(64, 12_288)]
    [InlineData(1, 3_000_000)]
    public void A_chunk_goes_as_one_message_only_when_it_fits(int steps, int stepBytes)
    {
        var append = new AppendChunk(1L << 50, 1000, new Chunk(1000, steps, 1L << 40, [new byte[steps * stepBytes]], new float[steps * 18], new float[steps], new byte[steps], new byte[steps], new byte[steps], null, 1L << 40));
        var written = ChunkBytes.Write(append);
        Assert.Equal(steps * stepBytes < 28_000, ChunkBytes.FitsOneMessage(written));
        if (ChunkBytes.FitsOneMessage(written)) Assert.True(written.Length + Envelope < Limit);
        Assert.True(written.Length <= ChunkBytes.Largest(stepBytes + (4 * 19) + 3, 0, steps));
    }

    [Fact]
    public void What_nodes_are_told_of_a_run_fits_and_holds_no_secret()
    {
        var reader = new ConfigurationReader(ConfigurationReader.DefaultFile);
        foreach (var agent in reader.Presets.Where(preset => preset.Kind == "agent").Select(preset => preset.Name))
        {
            var size = AgentCatalog.Find(agent).Sizes.Contains("debug") ? "debug" : AgentCatalog.Find(agent).Sizes[0];
            string[] line = [$"dreamer.run.agent={agent}", $"dreamer.run.size={size}", "dreamer.run.task=catch", "dreamer.journal.connection=Host=db;Password=pass", "dreamer.cluster.port=4053", "dreamer.cluster.secret=0123456789abcdef-secret"];
            var configuration = reader.Fresh([.. line.Select(ConfigurationReader.Parse)]);
            var told = ConfigurationFile.ForNodes(configuration);
            Assert.InRange(told.Length, 100, Admitted.LongestConfiguration / 2);
            Assert.DoesNotContain("pass", told, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("0123456789abcdef", told, StringComparison.Ordinal);
            var understood = ConfigurationReader.ForNode(told, [ConfigurationReader.Parse("dreamer.threads.acting=3")]);
            Assert.Equal(3, understood.Threads.Acting);
            Assert.Equal(configuration with { Journal = new(), Cluster = new() }, understood with { Threads = configuration.Threads });
        }
    }

    [Fact]
    public void A_node_may_not_set_what_is_the_learners_to_say()
    {
        var told = ConfigurationFile.ForNodes(TestRuns.Counter(AkkaDreamer.Actors.Replay.Schedule.Overlapped, 100));
        var refused = Assert.Throws<ConfigurationException>(() => ConfigurationReader.ForNode(told, [ConfigurationReader.Parse("dreamer.replay.batch=3")]));
        Assert.Contains("dreamer.replay.batch is the learner's to say", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ConfigurationException>(() => ConfigurationReader.ForNode("{", []));
        Assert.Throws<ConfigurationException>(() => ConfigurationReader.ForNode("[]", []));
    }
}
