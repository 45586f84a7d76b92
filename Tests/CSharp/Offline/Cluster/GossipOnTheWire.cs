using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Serialization;
using Akka.TestKit.Xunit2;
using Xunit;
using static AkkaDreamer.Tests.Offline.Clusters.Nodes;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>Gossip as bytes, whole and damaged.</summary>
public sealed class GossipOnTheWire : TestKit
{
    private const int Damaged = 20_000;

    public GossipOnTheWire()
        : base("akka.loglevel = OFF, akka.stdout-loglevel = OFF")
    {
    }

    private ClusterMessageSerializer Serializer => new((ExtendedActorSystem)Sys);

    [Fact]
    public void Gossip_arrives_as_it_was_sent()
    {
        var (bytes, manifest) = Sent();
        dynamic received = Inner.Wrap(Serializer.FromBinary(bytes, manifest));
        Assert.Equal((Node('a'), Node('b')), ((UniqueAddress)received.From, (UniqueAddress)received.To));
        var gossip = received.Gossip;
        Assert.Equal(
            "a Up 1 learner 1.0.0; b Leaving 2 environments,evaluator 1.0.0; c Joining 2147483647  1.0.0",
            string.Join("; ", ((IEnumerable<Member>)gossip.Members).Select(static member =>
                $"{Name(member.UniqueAddress)} {member.Status} {(int)((dynamic)Inner.Wrap(member)).UpNumber} {string.Join(',', member.Roles.Order())} {member.AppVersion}")));
        Assert.Equal("ab", Names(gossip.SeenBy));
        Assert.Equal("c", Names(gossip.Overview.Reachability.AllUnreachable));
        Assert.Equal(1L, (long)gossip.Overview.Reachability.Versions[Node('a')]);
        Assert.Equal(VectorClock.Create().Increment(Counter('a')).Increment(Counter('a')), (VectorClock)gossip.Version);
    }

    [Fact]
    public void Damaged_gossip_is_refused_and_costs_little()
    {
        var (bytes, manifest) = Sent();
        var serializer = Serializer;
        var random = new Random(1);
        var before = GC.GetTotalAllocatedBytes();
        var refused = 0;
        for (var i = 0; i < Damaged; i++)
        {
            var damaged = bytes.AsSpan(0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length).ToArray();
            for (var flips = random.Next(1, 6); flips > 0 && damaged.Length > 0; flips--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                serializer.FromBinary(damaged, manifest);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                refused++;
            }
        }

        Assert.True(refused > Damaged / 2, $"{refused} refused");
        Assert.InRange((GC.GetTotalAllocatedBytes() - before) / Damaged, 0, 100_000);
    }

    [Fact]
    public void What_is_no_message_of_the_cluster_is_refused()
    {
        Assert.ThrowsAny<Exception>(() => Serializer.FromBinary([], "System.Diagnostics.Process, System"));
        Assert.Throws<ArgumentException>(() => Serializer.ToBinary("text"));
    }

    private (byte[] Bytes, string Manifest) Sent()
    {
        var gossip = Gossip(Member('a', roles: "learner"), Member('b', MemberStatus.Leaving, roles: ["environments", "evaluator"]), Member('c', MemberStatus.Joining))
            .Copy(null, Overview("ab", NoReachability.Unreachable(Node('a'), Node('c'))), null).Increment(Counter('a')).Increment(Counter('a'));
        var envelope = (Inner)Inner.New("Akka.Cluster.GossipEnvelope", Node('a'), Node('b'), gossip);
        return (Serializer.ToBinary(envelope.Value), Serializer.Manifest(envelope.Value));
    }
}
