using System.Collections.Immutable;
using Akka.Cluster;
using Xunit;
using static AkkaDreamer.Tests.Offline.Clusters.Nodes;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>Who watches over whom.</summary>
public sealed class HeartbeatRingTests
{
    private const string All = "abcdefgh";

    [Theory]
    [InlineData('a', 3, "", "bcd")]
    [InlineData('g', 3, "", "abh")]
    [InlineData('h', 2, "", "ab")]
    [InlineData('a', 3, "c", "bcde")]
    [InlineData('a', 3, "bcd", "bcdefg")]
    [InlineData('a', 3, "bcdefgh", "bcd")]
    [InlineData('a', 7, "", "bcdefgh")]
    [InlineData('d', 9, "", "abcefgh")]
    public void Heartbeats_go_to_the_next_in_the_ring(char sender, int monitoredBy, string unreachable, string receivers)
    {
        var ring = Ring(sender, monitoredBy, unreachable);
        Assert.Equal(receivers, Names((IEnumerable<UniqueAddress>)ring.Receivers(At(sender))));
    }

    [Fact]
    public void Each_is_watched_over_by_as_many_as_it_watches()
    {
        var watched = All.SelectMany(sender => (IEnumerable<UniqueAddress>)Ring(sender, 3, "").Receivers(At(sender))).GroupBy(Name);
        Assert.All(watched, static watchers => Assert.Equal(3, watchers.Count()));
    }

    [Fact]
    public void A_ring_without_this_node_is_refused() => Assert.Throws<ArgumentException>(() =>
    {
        Inner.New("Akka.Cluster.HeartbeatNodeRing", Node('z'), ImmutableHashSet.Create(Node('a')), ImmutableHashSet<UniqueAddress>.Empty, 3);
    });

    /// <summary>The ring is in the order of uids: here that of names.</summary>
    private static UniqueAddress At(char name) => Node(name, uid: name);

    private static dynamic Ring(char self, int monitoredBy, string unreachable) => Inner.New(
        "Akka.Cluster.HeartbeatNodeRing", At(self), All.Select(At).ToImmutableHashSet(), unreachable.Select(At).ToImmutableHashSet(), monitoredBy);
}
