using Akka.Cluster;
using Xunit;
using static AkkaDreamer.Tests.Offline.Clusters.Nodes;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>Which state came later.</summary>
public sealed class VectorClockTests
{
    [Theory]
    [InlineData("", "", VectorClock.Ordering.Same)]
    [InlineData("a", "", VectorClock.Ordering.After)]
    [InlineData("", "a", VectorClock.Ordering.Before)]
    [InlineData("aab", "ab", VectorClock.Ordering.After)]
    [InlineData("ab", "aba", VectorClock.Ordering.Before)]
    [InlineData("a", "b", VectorClock.Ordering.Concurrent)]
    [InlineData("aab", "abb", VectorClock.Ordering.Concurrent)]
    [InlineData("abc", "cba", VectorClock.Ordering.Same)]
    [InlineData("aabbcd", "abd", VectorClock.Ordering.After)]
    public void One_clock_stands_to_another_as_the_changes_that_each_has_seen(string left, string right, VectorClock.Ordering order)
    {
        var (a, b) = (Clock(left), Clock(right));
        Assert.Equal(order, a.CompareTo(b));
        Assert.Equal(order == VectorClock.Ordering.After, a > b);
        Assert.Equal(order == VectorClock.Ordering.Before, a < b);
        Assert.Equal(order == VectorClock.Ordering.Same, a == b);
        Assert.Equal(order == VectorClock.Ordering.Concurrent, a != b);
        Assert.Equal(order == VectorClock.Ordering.Same, a.Equals(b));
    }

    [Theory]
    [InlineData("aab", "bbc")]
    [InlineData("", "ab")]
    [InlineData("abc", "abc")]
    public void A_merged_clock_comes_after_both(string left, string right)
    {
        var merged = Clock(left).Merge(Clock(right));
        foreach (var part in new[] { Clock(left), Clock(right) })
            Assert.True(merged.CompareTo(part) is VectorClock.Ordering.After or VectorClock.Ordering.Same);
        Assert.Equal(Clock(right).Merge(Clock(left)), merged);
    }

    [Fact]
    public void A_pruned_node_counts_no_more()
    {
        Assert.Equal(Clock("ac"), Clock("abbc").Prune(Counter('b')));
        Assert.Equal(VectorClock.Ordering.Before, Clock("ac").CompareTo(Clock("acb")));
    }

    [Fact]
    public void A_node_is_named_by_the_hash_of_its_name()
    {
        Assert.Equal("0CC175B9C0F1B6A831C399E269772661", Counter('a').ToString());
        Assert.Equal(Counter('a'), VectorClock.Node.FromHash("0CC175B9C0F1B6A831C399E269772661"));
    }

    private static VectorClock Clock(string changes) => changes.Aggregate(VectorClock.Create(), static (clock, name) => clock.Increment(Counter(name)));
}
