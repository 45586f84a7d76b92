using System.Collections.Immutable;
using Xunit;
using static AkkaDreamer.Tests.Offline.Clusters.Nodes;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>Who sees whom.</summary>
public sealed class ReachabilityTests
{
    [Fact]
    public void All_reach_all_until_somebody_says_otherwise()
    {
        var table = NoReachability;
        Assert.True(table.IsAllReachable && table.IsReachable(Node('a')));
        table = table.Unreachable(Node('a'), Node('b'));
        Assert.False(table.IsAllReachable || table.IsReachable(Node('b')));
        Assert.True(table.IsReachable(Node('c'), Node('b')));
        Assert.Equal("b", Names(table.AllUnreachable));
        Assert.Equal("a", Names(table.AllObservers));
    }

    [Fact]
    public void Who_says_that_all_is_well_again_has_no_row_any_more()
    {
        var table = NoReachability.Unreachable(Node('a'), Node('b')).Unreachable(Node('a'), Node('c')).Reachable(Node('a'), Node('b'));
        Assert.Equal("c", Names(table.AllUnreachable));
        table = table.Reachable(Node('a'), Node('c'));
        Assert.True(table.IsAllReachable);
        Assert.Equal(4L, (long)table.Versions[Node('a')]);
    }

    [Fact]
    public void The_worst_word_counts_and_ended_is_for_good()
    {
        var table = NoReachability.Terminated(Node('a'), Node('c')).Unreachable(Node('b'), Node('c')).Reachable(Node('a'), Node('c'));
        Assert.Equal("Terminated", table.Status(Node('c')).ToString());
        Assert.Equal("", Names(table.AllUnreachable));
        Assert.Equal("c", Names(table.AllUnreachableOrTerminated));
    }

    [Fact]
    public void Of_two_tables_each_observers_newer_row_holds()
    {
        var first = NoReachability.Unreachable(Node('a'), Node('c')).Unreachable(Node('b'), Node('c'));
        var second = first.Reachable(Node('a'), Node('c')).Unreachable(Node('b'), Node('d'));
        var allowed = ImmutableHashSet.Create(Node('a'), Node('b'), Node('c'), Node('d'));
        foreach (var merged in new[] { first.Merge(allowed, second), second.Merge(allowed, first) })
        {
            Assert.True(merged.IsReachable(Node('a'), Node('c')));
            Assert.Equal("cd", Names(merged.AllUnreachable));
            Assert.Equal(2L, (long)merged.Versions[Node('a')]);
        }

        Assert.Equal("c", Names(second.Merge(allowed.Remove(Node('d')), first).AllUnreachable));
    }

    [Fact]
    public void What_was_said_by_or_about_the_removed_is_forgotten()
    {
        var table = NoReachability.Unreachable(Node('a'), Node('b')).Unreachable(Node('b'), Node('c')).Unreachable(Node('c'), Node('d'));
        Assert.Equal("d", Names(table.Remove(new[] { Node('b') }).AllUnreachable));
        Assert.Equal("bd", Names(table.RemoveObservers(ImmutableHashSet.Create(Node('b'))).AllUnreachable));
    }
}
