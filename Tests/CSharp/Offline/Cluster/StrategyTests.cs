using Akka.Cluster;
using Akka.Configuration;
using Xunit;
using static AkkaDreamer.Tests.Offline.Clusters.Nodes;
using static AkkaDreamer.Tests.Offline.Clusters.Split;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>Which side of a split stays, by every strategy.</summary>
public sealed class StrategyTests
{
    [Theory]
    [InlineData("abc", "de", "DownUnreachable", "de")]
    [InlineData("ab", "cde", "DownReachable", "ab")]
    [InlineData("ab", "cd", "DownUnreachable", "cd")]
    [InlineData("cd", "ab", "DownReachable", "cd")]
    [InlineData("b", "a", "DownReachable", "b")] // two nodes, the lower address dies: the survivor downs itself
    public void Keep_majority_keeps_the_larger_side_or_that_of_the_lowest_address(string here, string there, string decision, string downed)
    {
        var split = KeepMajority().With(All(here)).Without(All(there));
        Assert.Equal(decision, split.Decision);
        Assert.Equal(downed, split.Downed);
    }

    [Fact]
    public void Keep_majority_counts_only_its_role()
    {
        var split = KeepMajority("learner").With(Member('a'), Member('b'), Member('c', roles: "learner"));
        Assert.Equal("DownReachable", split.Without(Member('d', roles: "learner"), Member('e', roles: "learner")).Decision);
        Assert.Equal("abc", split.Downed);
        Assert.Equal("DownAll", KeepMajority("nobody").With(Member('a')).Without(Member('b')).Decision);
    }

    [Fact]
    public void Keep_majority_downs_all_when_joining_members_could_turn_the_other_side_into_a_majority()
    {
        var split = KeepMajority().With(All("abc")).Without(All("d")).Without(Member('e', MemberStatus.Joining), Member('f', MemberStatus.Joining), Member('g', MemberStatus.WeaklyUp));
        Assert.Equal("DownAll", split.Decision);
        Assert.Equal("abcdefg", split.Downed);
        Assert.Equal("DownUnreachable", KeepMajority().With(All("abc")).Without(All("d")).Without(Member('e', MemberStatus.Joining)).Decision);
    }

    [Fact]
    public void Keep_majority_does_not_count_on_members_that_may_have_left()
    {
        var split = KeepMajority().With(Member('a'), Member('b', MemberStatus.Leaving), Member('c', MemberStatus.Leaving)).Without(All("de"));
        Assert.Equal("DownAll", split.Decision);
        Assert.Equal("d", KeepMajority().With(All("a")).With(Member('b', MemberStatus.Exiting)).With(Member('c', MemberStatus.Down)).Without(All("d")).Downed);
    }

    [Theory]
    [InlineData("ab", "c", "DownUnreachable")]
    [InlineData("c", "ab", "DownReachable")]
    [InlineData("abcd", "", "DownAll")] // four members, quorum of two: each half would have it
    public void Static_quorum_keeps_the_side_that_has_it(string here, string there, string decision) =>
        Assert.Equal(decision, StaticQuorum(2).With(All(here)).Without(All(there)).Decision);

    [Theory]
    [InlineData("a", "bc", true, "DownReachable")] // the oldest alone
    [InlineData("bc", "a", true, "DownUnreachable")]
    [InlineData("a", "b", true, "DownUnreachable")] // of two, it is not alone in the sense of the rule
    [InlineData("b", "a", true, "DownReachable")]
    [InlineData("a", "bc", false, "DownUnreachable")]
    [InlineData("bc", "a", false, "DownReachable")]
    [InlineData("ab", "cde", true, "DownUnreachable")]
    public void Keep_oldest_keeps_the_side_of_the_oldest_unless_it_is_alone(string here, string there, bool downIfAlone, string decision) =>
        Assert.Equal(decision, KeepOldest(downIfAlone).With(All(here)).Without(All(there)).Decision);

    [Fact]
    public void Keep_oldest_goes_by_age_not_by_address()
    {
        var split = KeepOldest().With(Member('a', upNumber: 2), Member('b', upNumber: 4)).Without(Member('c', upNumber: 1), Member('d', upNumber: 3));
        Assert.Equal("ab", split.Downed);
    }

    [Fact]
    public void Down_all_downs_all() => Assert.Equal("abc", DownAll().With(All("ab")).Without(All("c")).Downed);

    [Theory]
    [InlineData("abc", "de", 0)]
    [InlineData("ab", "cde", 2)]
    [InlineData("ab", "cd", 0)]
    [InlineData("cd", "ab", 2)]
    public void Lease_majority_asks_at_once_on_the_larger_side_and_later_on_the_smaller(string here, string there, int delay)
    {
        var split = LeaseMajority().With(All(here)).Without(All(there));
        Assert.Equal($"AcquireLeaseAndDownUnreachable {delay}", split.Decision);
        Assert.Equal(there, split.Downed);
        Assert.Equal(here, split.DownedWithoutLease);
    }

    [Fact]
    public void Lease_majority_judges_the_smaller_side_by_its_role()
    {
        Member[] learners = [Member('d', roles: "learner"), Member('e', roles: "learner")];
        Assert.Equal("AcquireLeaseAndDownUnreachable 2", LeaseMajority("learner").With(All("abc")).Without(learners).Decision);
        Assert.Equal("AcquireLeaseAndDownUnreachable 0", LeaseMajority("nobody").With(All("a")).Without(learners).Decision);
    }

    [Fact]
    public void Nodes_that_only_some_reach_are_downed_alone()
    {
        var split = KeepMajority().With(All("acd")).Without(All("b")).Records("ab", "ba").SeenBy("acd");
        Assert.Equal("DownIndirectlyConnected", split.Decision);
        Assert.Equal("ab", split.Downed);
        var lease = LeaseMajority().With(All("acd")).Without(All("b")).Records("ab", "ba");
        Assert.Equal("AcquireLeaseAndDownIndirectlyConnected 0", lease.Decision);
        Assert.Equal("abcd", lease.DownedWithoutLease);
    }

    [Fact]
    public void One_that_has_seen_the_newest_gossip_is_reached_by_somebody() =>
        Assert.Equal("ab", KeepMajority().With(All("acd")).Without(All("b")).Records("ab").SeenBy("abcd").Downed);

    [Fact]
    public void A_clean_split_behind_nodes_that_only_some_reach_is_decided_too()
    {
        var split = KeepMajority().With(All("acde")).Without(All("bfg")).Records("ab", "ba", "af", "cf", "ag", "cg").SeenBy("acde");
        Assert.Equal("DownIndirectlyConnected", split.Decision);
        Assert.Equal("abfg", split.Downed);
    }

    [Fact]
    public void Members_that_are_back_or_removed_count_no_more()
    {
        var split = KeepMajority().With(All("ab")).Without(All("cd"));
        split.Strategy.AddReachable(Member('c'));
        Assert.Equal("d", split.Downed);
        split.Strategy.Remove(Member('d'));
        Assert.Equal("", split.Downed);
        Assert.True((bool)split.Strategy.IsAllUnreachableDownOrExiting);
    }

    [Theory]
    [InlineData("", "keep-majority", 20, 15)]
    [InlineData("stable-after = 3s", "keep-majority", 3, 4)]
    [InlineData("down-all-when-unstable = off", "keep-majority", 20, 0)]
    [InlineData("active-strategy = lease-majority, down-all-when-unstable = 7s", "lease-majority", 20, 7)]
    public void Settings_of_the_resolver_are_read(string text, string strategy, int stableAfter, int unstable)
    {
        var settings = new Akka.Cluster.SBR.SplitBrainResolverSettings(Settings(text));
        Assert.Equal(strategy, settings.DowningStrategy);
        Assert.Equal(TimeSpan.FromSeconds(stableAfter), settings.DowningStableAfter);
        Assert.Equal(TimeSpan.FromSeconds(unstable), settings.DownAllWhenUnstable);
    }

    [Fact]
    public void Settings_of_strategies_are_checked_when_they_are_asked_for()
    {
        var settings = new Akka.Cluster.SBR.SplitBrainResolverSettings(Settings("static-quorum.quorum-size = 0"));
        Assert.Throws<ConfigurationException>(() => settings.StaticQuorumSettings);
        Assert.Throws<ConfigurationException>(() => settings.LeaseMajoritySettings);
        Assert.True(settings.KeepOldestSettings.DownIfAlone);
        Assert.Null(settings.KeepMajorityRole);
        Assert.Throws<ConfigurationException>(() => new Akka.Cluster.SBR.SplitBrainResolverSettings(Settings("active-strategy = guess")));
        var lease = new Akka.Cluster.SBR.SplitBrainResolverSettings(Settings("lease-majority { lease-implementation = my.lease, role = learner }")).LeaseMajoritySettings;
        Assert.Equal(("my.lease", "learner", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(40), "sys-akka-sbr"), (lease.LeaseImplementation, lease.Role, lease.AcquireLeaseDelayForMinority, lease.ReleaseAfter, lease.SafeLeaseName("sys")));
    }

    private static Config Settings(string text) =>
        ConfigurationFactory.ParseString($"akka.cluster.split-brain-resolver {{ {text} }}").WithFallback(ConfigurationFactory.FromResource<Cluster>("Akka.Cluster.Configuration.Cluster.conf"));

    private static Member[] All(string names) => [.. names.Select(static name => Member(name))];
}
