using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Xunit;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>An actor of which there is one in the cluster.</summary>
public sealed class SingletonScenarios
{
    private readonly Stage _stage = new();

    [Fact]
    public async Task The_singleton_runs_on_the_oldest_and_is_handed_over_when_that_leaves()
    {
        await using var first = new ClusterNode();
        await using var second = new ClusterNode();
        await ClusterNode.Form(first);
        _stage.Manager(first);
        Assert.Equal(("start", first.Address), await _stage.Next());
        await ClusterNode.Form(first, second);
        _stage.Manager(second);
        var proxy = Stage.Proxy(second);
        Assert.Equal(first.Address.ToString(), await proxy.Ask<string>("where", ClusterNode.Patience));
        var alone = second.Sees(second);
        first.Cluster.Leave(first.Address);
        Assert.Equal(("end", first.Address), await _stage.Next());
        Assert.Equal(("start", second.Address), await _stage.Next());
        await alone;
        Assert.Equal(second.Address.ToString(), await proxy.Ask<string>("where", ClusterNode.Patience));
    }

    [Fact]
    public async Task Only_members_of_its_role_run_it_but_all_reach_it()
    {
        await using var outsider = new ClusterNode();
        await using var learner = new ClusterNode("akka.cluster.roles = [learner]");
        await ClusterNode.Form(outsider, learner);
        _stage.Manager(learner, ClusterSingletonManagerSettings.Create(learner.System).WithRole("learner"));
        Assert.Equal(("start", learner.Address), await _stage.Next());
        var proxy = outsider.System.ActorOf(ClusterSingletonProxy.Props("/user/lone", ClusterSingletonProxySettings.Create(outsider.System).WithRole("learner")));
        Assert.Equal(learner.Address.ToString(), await proxy.Ask<string>("where", ClusterNode.Patience));
    }

    [Fact]
    public async Task When_the_oldest_crashes_the_next_takes_over_once_it_is_removed_and_messages_wait_for_it()
    {
        await using var crashes = new ClusterNode();
        await using var second = new ClusterNode();
        await using var third = new ClusterNode();
        await ClusterNode.Form(crashes);
        await ClusterNode.Form(crashes, second);
        await ClusterNode.Form(crashes, second, third);
        _stage.Manager(crashes);
        Assert.Equal(("start", crashes.Address), await _stage.Next());
        _stage.Manager(second);
        _stage.Manager(third);
        var proxy = Stage.Proxy(third);
        Assert.Equal(crashes.Address.ToString(), await proxy.Ask<string>("where", ClusterNode.Patience));
        var removed = third.Sees(second, third);
        await crashes.Crash();
        Assert.Equal(("end", crashes.Address), await _stage.Next()); // an ended system runs nothing; a killed process would say nothing
        await removed;
        var waiting = proxy.Ask<string>("where", ClusterNode.Patience);
        Assert.Equal(("start", second.Address), await _stage.Next());
        Assert.Equal(second.Address.ToString(), await waiting);
    }

    [Fact]
    public async Task Without_its_lease_the_singleton_does_not_start()
    {
        var row = MemoryLease.Named("wanted-singleton");
        row.Refuses = true;
        await using var node = Leased("wanted");
        await ClusterNode.Form(node);
        var (first, owner) = (row.AskedBy(node.Address.HostPort()), node.Address.HostPort());
        _stage.Manager(node);
        await first;
        await row.AskedBy(owner); // again
        Assert.True(_stage.IsQuiet);
        row.Refuses = false;
        Assert.Equal(("start", node.Address), await _stage.Next());
        Assert.Equal(owner, row.Owner);
    }

    [Fact]
    public async Task A_singleton_that_loses_its_lease_ends_and_starts_again_with_it()
    {
        var row = MemoryLease.Named("lost-singleton");
        await using var node = Leased("lost");
        await ClusterNode.Form(node);
        _stage.Manager(node);
        Assert.Equal(("start", node.Address), await _stage.Next());
        row.TakeAway();
        Assert.Equal(("end", node.Address), await _stage.Next());
        Assert.Equal(("start", node.Address), await _stage.Next());
        Assert.Equal(node.Address.HostPort(), row.Owner);
    }

    [Fact]
    public async Task A_singleton_that_is_handed_over_gives_its_lease_back()
    {
        var row = MemoryLease.Named("moved-singleton");
        await using var first = Leased("moved");
        await using var second = Leased("moved");
        await ClusterNode.Form(first);
        await ClusterNode.Form(first, second);
        _stage.Manager(first);
        Assert.Equal(("start", first.Address), await _stage.Next());
        _stage.Manager(second);
        first.Cluster.Leave(first.Address);
        Assert.Equal(("end", first.Address), await _stage.Next());
        Assert.Equal(("start", second.Address), await _stage.Next());
        Assert.Equal(second.Address.HostPort(), row.Owner);
    }

    [Fact]
    public void Settings_are_read_and_checked()
    {
        using var system = ActorSystem.Create("settings", "akka.loglevel = OFF, akka.stdout-loglevel = OFF, akka.cluster.singleton.use-lease = my-lease");
        system.Settings.InjectTopLevelFallback(ClusterSingletonManager.DefaultConfig());
        var settings = ClusterSingletonManagerSettings.Create(system.Settings.Config.GetConfig("akka.cluster.singleton"));
        Assert.Equal(("singleton", "my-lease", TimeSpan.FromSeconds(5)), (settings.SingletonName, settings.LeaseSettings.LeaseImplementation, settings.LeaseSettings.LeaseRetryInterval));
        Assert.Equal("learner", settings.WithRole("learner").WithSingletonName("other").Role);
        Assert.Throws<ArgumentException>(() => settings.WithRemovalMargin(TimeSpan.FromSeconds(-1)));
        var proxy = ClusterSingletonProxySettings.Create(system.Settings.Config.GetConfig("akka.cluster.singleton-proxy"), false);
        Assert.Equal(("singleton", 1000, TimeSpan.FromSeconds(1)), (proxy.SingletonName, proxy.BufferSize, proxy.SingletonIdentificationInterval));
        Assert.Throws<ArgumentException>(() => proxy.WithBufferSize(-1));
    }

    private static ClusterNode Leased(string name) => new($"{MemoryLease.Sections(name)}\nakka.cluster.singleton.use-lease = test-singleton");
}
