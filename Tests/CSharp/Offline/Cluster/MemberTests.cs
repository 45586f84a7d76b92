using System.Collections.Immutable;
using Akka.Cluster;
using Akka.Util;
using Xunit;
using static AkkaDreamer.Tests.Offline.Clusters.Nodes;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>Members, their order and their way through the statuses.</summary>
public sealed class MemberTests
{
    [Fact]
    public void A_member_is_its_incarnation()
    {
        Assert.Equal(Member('a'), Member('a', MemberStatus.Leaving));
        Assert.NotEqual(Member('a'), Member('a', uid: 2));
        Assert.Equal(Node('a'), Node('a'));
        Assert.True(Node('a') != Node('a', uid: 2));
        Assert.True(Node('a').CompareTo(Node('b')) < 0 && Node('a').CompareTo(Node('a', 2)) < 0);
    }

    [Fact]
    public void Members_stand_by_address_and_by_age()
    {
        var (a, b, c) = (Member('a', upNumber: 3), Member('b', upNumber: 1), Member('c', upNumber: 3));
        Assert.Equal([a, b, c], Set(c, b, a));
        Assert.Equal([b, a, c], new[] { a, b, c }.Order(Akka.Cluster.Member.AgeOrdering));
        Assert.True(b.IsOlderThan(a) && a.IsOlderThan(c) && !c.IsOlderThan(a));
        Assert.True(Akka.Cluster.Member.AddressOrdering.Compare(a.Address, b.Address) < 0);
    }

    [Theory]
    [InlineData("Joining", "WeaklyUp Up Leaving Down Removed")]
    [InlineData("WeaklyUp", "Up Leaving Down Removed")]
    [InlineData("Up", "Leaving Down Removed")]
    [InlineData("Leaving", "Exiting Down Removed")]
    [InlineData("Exiting", "Down Removed")]
    [InlineData("Down", "Removed")]
    [InlineData("Removed", "")]
    public void A_member_takes_only_allowed_steps(string from, string allowed)
    {
        var member = Member('a', Enum.Parse<MemberStatus>(from));
        foreach (var to in Enum.GetValues<MemberStatus>())
        {
            if (to == member.Status || allowed.Split(' ').Contains(to.ToString())) Assert.Equal(to, member.Copy(to).Status);
            else Assert.Throws<InvalidOperationException>(() => member.Copy(to));
        }
    }

    [Fact]
    public void Of_two_words_about_a_member_the_one_further_along_holds()
    {
        MemberStatus[] order = [MemberStatus.Joining, MemberStatus.WeaklyUp, MemberStatus.Up, MemberStatus.Leaving, MemberStatus.Exiting, MemberStatus.Down, MemberStatus.Removed];
        foreach (var (i, j) in from i in Enumerable.Range(0, order.Length) from j in Enumerable.Range(0, order.Length) where i != j select (i, j))
            Assert.Equal(order[Math.Max(i, j)], Akka.Cluster.Member.HighestPriorityOf(Member('a', order[i]), Member('a', order[j])).Status);
        Assert.Equal(MemberStatus.Up, Akka.Cluster.Member.PickNextTransition(Member('a', MemberStatus.Joining), Member('a')).Status);
        Assert.Null(Akka.Cluster.Member.PickNextTransition(Member('a'), Member('b')));
    }

    [Fact]
    public void One_that_goes_and_that_the_other_side_does_not_know_is_gone()
    {
        var together = Akka.Cluster.Member.PickHighestPriority(
            [Member('a'), Member('b', MemberStatus.Down), Member('c', MemberStatus.Exiting)], [Member('a', MemberStatus.Leaving), Member('d')]);
        Assert.Equal("ad", Names(together.Select(static member => member.UniqueAddress)));
        Assert.Equal(MemberStatus.Leaving, together.Single(static member => Name(member.UniqueAddress) == 'a').Status);
    }

    [Theory]
    [InlineData("1.0.0", "1.0.1", -1)]
    [InlineData("1.2", "1.10", -1)]
    [InlineData("2", "1.9.9", 1)]
    [InlineData("1.0.0+3-73475dce26", "1.0.10+10-ed316bd024", -1)]
    [InlineData("1.0.0+3-aaaa", "1.0.0+10-bbbb", -1)]
    [InlineData("1.0.0-RC1", "1.0.0-RC2", -1)]
    [InlineData("1.0.0-RC1", "1.0.0", -1)]
    [InlineData("beta", "alpha", 1)]
    [InlineData("1.2.3", "1.2.3", 0)]
    public void Versions_of_the_application_have_an_order(string left, string right, int order) =>
        Assert.Equal(order, Math.Sign(AppVersion.Create(left).CompareTo(AppVersion.Create(right))));

    [Fact]
    public void Bad_versions_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AppVersion.Create("1.2.3.4"));
        Assert.Throws<FormatException>(() => AppVersion.Create("a.b"));
    }

    [Fact]
    public void Roles_are_a_set()
    {
        var member = Member('a', roles: ["learner", "environments"]);
        Assert.True(member.HasRole("learner") && !member.HasRole("evaluator"));
        Assert.Equal(ImmutableHashSet.Create("learner", "environments"), member.Roles);
    }
}
