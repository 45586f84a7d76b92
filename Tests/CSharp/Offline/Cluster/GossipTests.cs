using System.Collections.Immutable;
using Akka.Cluster;
using Xunit;
using static AkkaDreamer.Tests.Offline.Clusters.Nodes;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>The state of the cluster, what a node concludes from it, and what subscribers are told.</summary>
public sealed class GossipTests
{
    [Fact]
    public void Gossips_are_merged_into_the_same_from_either_side()
    {
        var left = Gossip(Member('a'), Member('b', MemberStatus.Joining), Member('c', MemberStatus.Down)).Increment(Counter('a')).Seen(Node('a'));
        var right = Gossip(Member('a', MemberStatus.Leaving), Member('b'), Member('d', MemberStatus.Joining)).Increment(Counter('b'));
        foreach (var merged in new[] { left.Merge(right), right.Merge(left) })
        {
            Assert.Equal("a Leaving, b Up, d Joining", Text(merged));
            Assert.Empty(merged.SeenBy);
            Assert.Equal(VectorClock.Create().Increment(Counter('a')).Increment(Counter('b')), (VectorClock)merged.Version);
        }
    }

    [Fact]
    public void Members_agree_when_all_that_count_have_seen_the_same_and_nobody_is_missing()
    {
        var gossip = Gossip(Member('a'), Member('b'), Member('c', MemberStatus.Joining));
        Assert.False(Converges(gossip.Seen(Node('a'))));
        Assert.True(Converges(gossip.Seen(Node('a')).Seen(Node('b'))));
        var missing = NoReachability.Unreachable(Node('a'), Node('b'));
        Assert.False(Converges(gossip.Copy(null, Overview("ab", missing), null)));
        var down = Gossip(Member('a'), Member('b', MemberStatus.Down)).Copy(null, Overview("a", missing), null);
        Assert.True(Converges(down));
        Assert.True((bool)State(gossip.Seen(Node('a')), 'a').Convergence(ImmutableHashSet.Create(Node('b'))));
    }

    [Fact]
    public void What_the_downed_say_of_others_does_not_count()
    {
        var reachability = NoReachability.Unreachable(Node('b'), Node('a')).Unreachable(Node('a'), Node('b'));
        var gossip = Gossip(Member('a'), Member('b', MemberStatus.Down)).Copy(null, Overview("a", reachability), null);
        Assert.True(Converges(gossip));
        Assert.False((bool)State(gossip, 'a').IsReachableExcludingDownedObservers(Node('b')));
        Assert.True((bool)State(gossip, 'a').IsReachableExcludingDownedObservers(Node('a')));
    }

    [Fact]
    public void The_leader_is_the_lowest_address_among_the_reachable_that_are_up()
    {
        Assert.Equal('b', Leader(Gossip(Member('a', MemberStatus.Joining), Member('b'), Member('c'))));
        Assert.Equal('a', Leader(Gossip(Member('a', MemberStatus.Joining), Member('b', MemberStatus.Exiting), Member('c', MemberStatus.Down))));
        var gossip = Gossip(Member('a', roles: "learner"), Member('b'), Member('c', roles: "learner"));
        var cut = gossip.Copy(null, Overview("", NoReachability.Unreachable(Node('c'), Node('a'))), null);
        Assert.Equal('b', Leader(cut, 'c'));
        Assert.Equal(Node('c'), State(cut, 'c').RoleLeader("learner"));
        Assert.Equal('a', Leader(cut, 'a')); // itself, whatever others say of it
        Assert.Null(State(gossip, 'a').RoleLeader("evaluator"));
    }

    [Fact]
    public void Subscribers_are_told_what_leads_from_one_state_to_the_next()
    {
        var before = Gossip(Member('a'), Member('b'), Member('c', MemberStatus.Down), Member('d', MemberStatus.Joining));
        var after = Gossip(Member('a'), Member('b', MemberStatus.Leaving), Member('d', upNumber: 9), Member('e', MemberStatus.Joining));
        Assert.Equal(
            "MemberLeft b, MemberUp d, MemberJoined e, MemberRemoved c",
            string.Join(", ", Inner.All((object)Events.DiffMemberEvents(State(before, 'a'), State(after, 'a'))).Select(static told => $"{told.GetType().Name} {Name(told.Member.UniqueAddress)}")));

        var lost = before.Copy(null, Overview("a", NoReachability.Unreachable(Node('a'), Node('b'))), null);
        Assert.Equal("b", Names(Inner.All((object)Events.DiffUnreachable(State(before, 'a'), State(lost, 'a'))).Select(static told => (UniqueAddress)told.Member.UniqueAddress)));
        Assert.Equal("b", Names(Inner.All((object)Events.DiffReachable(State(lost, 'a'), State(before, 'a'))).Select(static told => (UniqueAddress)told.Member.UniqueAddress)));
        Assert.Empty(Inner.All((object)Events.DiffUnreachable(State(before, 'b'), State(lost, 'b')))); // nobody hears of himself
        Assert.Equal(Node('b').Address, Inner.All((object)Events.DiffLeader(State(lost, 'c'), State(Gossip(Member('b')), 'c')))[0].Leader);
    }

    [Fact]
    public void A_downed_member_has_to_see_it_again()
    {
        var gossip = Gossip(Member('a'), Member('b')).Seen(Node('a')).Seen(Node('b')).MarkAsDown(Member('b'));
        Assert.Equal("a Up, b Down", Text(gossip));
        Assert.Equal("a", Names(gossip.SeenBy));
        Assert.Equal(MemberStatus.Removed, (MemberStatus)gossip.GetMember(Node('z')).Status);
    }

    private static dynamic Events => Inner.Type("Akka.Cluster.ClusterEvent");

    private static string Text(dynamic gossip) =>
        string.Join(", ", ((IEnumerable<Member>)gossip.Members).Select(static member => $"{Name(member.UniqueAddress)} {member.Status}"));

    private static bool Converges(dynamic gossip) => State(gossip, 'a').Convergence(ImmutableHashSet<UniqueAddress>.Empty);

    private static char Leader(dynamic gossip, char self = 'a') => Name((UniqueAddress)State(gossip, self).Leader);
}
