using Akka.Actor;
using Akka.Cluster;
using Akka.TestKit;
using Xunit;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>Systems that come and go, over loopback.</summary>
public sealed class MembershipScenarios
{
    private const string NoDowning = "akka.cluster.downing-provider-class = \"\"";

    [Fact]
    public async Task Nodes_that_join_become_up_in_the_order_in_which_they_came()
    {
        await using var first = new ClusterNode("akka.cluster.roles = [learner]");
        await using var second = new ClusterNode("akka.cluster.roles = [environments]");
        Assert.Equal(MemberStatus.Removed, first.Cluster.SelfMember.Status);
        await ClusterNode.Form(first);
        var up = new TaskCompletionSource();
        second.Cluster.RegisterOnMemberUp(up.SetResult);
        await ClusterNode.Form(first, second);
        await up.Task.WaitAsync(ClusterNode.Patience);
        Assert.True(second.Members[first.Address].IsOlderThan(second.Members[second.Address]));
        Assert.True(second.Members[first.Address].HasRole("learner") && first.Members[second.Address].HasRole("environments"));
        Assert.Equal([MemberStatus.Joining, MemberStatus.Up], first.WayOf(second.Cluster.SelfUniqueAddress));

        await first.Until("state", _ => first.Cluster.State.Members.Count == 2 && first.Cluster.State.RoleLeader("environments") == second.Address);
        Assert.Equal(new[] { first.Address, second.Address }.Min(Member.AddressOrdering), first.Cluster.State.Leader);
        Assert.True(first.Cluster.IsUp && !first.Cluster.IsTerminated);
        await second.Cluster.JoinAsync(first.Address).WaitAsync(ClusterNode.Patience); // at once: it is a member
    }

    [Fact]
    public async Task Only_the_first_seed_node_forms_a_cluster_and_the_others_wait_for_it()
    {
        await using var seed = new ClusterNode();
        await using var other = new ClusterNode();
        var formed = Task.WhenAll(seed.Sees(seed, other), other.Sees(seed, other));
        other.Cluster.JoinSeedNodes([seed.Address, other.Address]);
        using (var asked = new CancellationTokenSource(TimeSpan.FromSeconds(3)))
        {
            var error = await Assert.ThrowsAsync<ClusterJoinFailedException>(() => other.Cluster.JoinSeedNodesAsync([seed.Address, other.Address], asked.Token));
            Assert.Contains("has not managed to join", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(other.Members);
        seed.Cluster.JoinSeedNodes([seed.Address, other.Address]);
        await formed;
    }

    [Fact]
    public async Task A_node_that_finds_no_seed_node_in_time_shuts_down()
    {
        await using var node = new ClusterNode("""
            akka.cluster { shutdown-after-unsuccessful-join-seed-nodes = 2s, seed-nodes = ["akka.tcp://test@127.0.0.1:1"] }
            """);
        await node.System.WhenTerminated.WaitAsync(ClusterNode.Patience);
        Assert.Same(CoordinatedShutdown.ClusterJoinUnsuccessfulReason.Instance, CoordinatedShutdown.Get(node.System).ShutdownReason);
    }

    [Fact]
    public async Task A_node_that_leaves_goes_through_all_statuses_and_its_system_ends()
    {
        await using var stays = new ClusterNode();
        await using var leaves = new ClusterNode();
        await ClusterNode.Form(stays, leaves);
        var removed = new TaskCompletionSource();
        leaves.Cluster.RegisterOnMemberRemoved(removed.SetResult);
        var alone = stays.Sees(stays);
        await leaves.Cluster.LeaveAsync().WaitAsync(ClusterNode.Patience);
        await Task.WhenAll(alone, removed.Task, leaves.System.WhenTerminated).WaitAsync(ClusterNode.Patience);
        Assert.Equal(
            [MemberStatus.Joining, MemberStatus.Up, MemberStatus.Leaving, MemberStatus.Exiting, MemberStatus.Removed],
            stays.WayOf(leaves.Cluster.SelfUniqueAddress));
        Assert.True(leaves.Cluster.IsTerminated);
        await Assert.ThrowsAsync<ClusterJoinFailedException>(() => leaves.Cluster.JoinAsync(stays.Address));
    }

    [Fact]
    public async Task A_system_that_shuts_down_leaves_first()
    {
        await using var stays = new ClusterNode();
        await using var ends = new ClusterNode();
        await ClusterNode.Form(ends, stays); // the one that ends leads or not, as chance has it
        var alone = stays.Sees(stays);
        await ends.System.Terminate().WaitAsync(ClusterNode.Patience);
        await alone;
        Assert.Contains(MemberStatus.Exiting, stays.WayOf(ends.Cluster.SelfUniqueAddress));
        Assert.DoesNotContain(MemberStatus.Down, stays.WayOf(ends.Cluster.SelfUniqueAddress));
    }

    [Fact]
    public async Task A_lone_node_leaves_too()
    {
        await using var node = new ClusterNode();
        await ClusterNode.Form(node);
        node.Cluster.Leave(node.Address);
        await node.System.WhenTerminated.WaitAsync(ClusterNode.Patience);
        Assert.Same(CoordinatedShutdown.ClusterLeavingReason.Instance, CoordinatedShutdown.Get(node.System).ShutdownReason);
    }

    [Fact]
    public async Task A_downed_node_ends_its_system()
    {
        await using var stays = new ClusterNode();
        await using var goes = new ClusterNode();
        await ClusterNode.Form(stays, goes);
        var alone = stays.Sees(stays);
        stays.Cluster.Down(goes.Address);
        await Task.WhenAll(alone, goes.System.WhenTerminated).WaitAsync(ClusterNode.Patience);
        Assert.Same(CoordinatedShutdown.ClusterDowningReason.Instance, CoordinatedShutdown.Get(goes.System).ShutdownReason);
        Assert.Equal([MemberStatus.Joining, MemberStatus.Up, MemberStatus.Down, MemberStatus.Removed], stays.WayOf(goes.Cluster.SelfUniqueAddress));
    }

    [Fact]
    public async Task A_downed_node_may_keep_its_system_without_a_cluster()
    {
        await using var stays = new ClusterNode();
        await using var goes = new ClusterNode("akka.cluster.run-coordinated-shutdown-when-down = off");
        await ClusterNode.Form(stays, goes);
        var removed = new TaskCompletionSource();
        goes.Cluster.RegisterOnMemberRemoved(removed.SetResult);
        stays.Cluster.Down(goes.Address);
        await removed.Task.WaitAsync(ClusterNode.Patience);
        Assert.True(goes.Cluster.IsTerminated);
        Assert.False(goes.System.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task A_crashed_node_becomes_unreachable_and_is_removed_and_who_watched_it_hears_of_it()
    {
        await using var a = new ClusterNode();
        await using var b = new ClusterNode();
        await using var crashes = new ClusterNode();
        await ClusterNode.Form(a, b, crashes);
        var watched = crashes.System.ActorOf(Props.Empty, "watched");
        var there = await a.System.ActorSelection(new RootActorPath(crashes.Address) / watched.Path.Elements).ResolveOne(TimeSpan.FromSeconds(10));
        var gone = Watch(a.System, there);
        var lost = a.Until("unreachable", node => node.Unreachable.Contains(crashes.Address));
        var left = Task.WhenAll(a.Sees(a, b), b.Sees(a, b));
        await crashes.Crash();
        await lost;
        await left;
        await gone.WaitAsync(ClusterNode.Patience);
        Assert.Equal([MemberStatus.Joining, MemberStatus.Up, MemberStatus.Down, MemberStatus.Removed], a.WayOf(crashes.Cluster.SelfUniqueAddress));
    }

    [Fact]
    public async Task A_restarted_node_takes_the_place_of_its_old_incarnation()
    {
        await using var stays = new ClusterNode(NoDowning);
        await using var old = new ClusterNode(NoDowning);
        await ClusterNode.Form(stays, old);
        await old.Crash();
        await using var restarted = new ClusterNode($"akka.remote.dot-netty.tcp.port = {old.Address.Port}\n{NoDowning}");
        Assert.Equal(old.Address, restarted.Address);
        var back = Task.WhenAll(stays.Sees(stays, restarted), restarted.Sees(stays, restarted));
        restarted.Cluster.JoinSeedNodes([stays.Address]);
        await back;
        Assert.Contains(MemberStatus.Removed, stays.WayOf(old.Cluster.SelfUniqueAddress));
    }

    [Fact]
    public async Task While_a_member_is_unreachable_others_join_weakly_and_fully_once_it_is_downed()
    {
        await using var a = new ClusterNode(NoDowning);
        await using var lost = new ClusterNode(NoDowning);
        await using var joins = new ClusterNode(NoDowning);
        await ClusterNode.Form(a, lost);
        var unreachable = a.Until("unreachable", node => node.Unreachable.Contains(lost.Address));
        await lost.Crash();
        await unreachable;
        var weakly = joins.Until("weakly up", node => node.Members.TryGetValue(joins.Address, out var self) && self.Status == MemberStatus.WeaklyUp);
        joins.Cluster.Join(a.Address);
        await weakly;
        var up = Task.WhenAll(a.Sees(a, joins), joins.Sees(a, joins));
        a.Cluster.Down(lost.Address);
        await up;
        Assert.Equal([MemberStatus.Joining, MemberStatus.WeaklyUp, MemberStatus.Up], a.WayOf(joins.Cluster.SelfUniqueAddress));
    }

    [Fact]
    public async Task Subscribers_get_the_state_as_they_asked_for_it()
    {
        await using var node = new ClusterNode();
        await ClusterNode.Form(node);
        var kit = new Akka.TestKit.Xunit2.TestKit(node.System);
        TestProbe snapshot = kit.CreateTestProbe(), events = kit.CreateTestProbe(), asked = kit.CreateTestProbe();
        node.Cluster.Subscribe(snapshot.Ref, typeof(ClusterEvent.IMemberEvent));
        Assert.Equal(node.Address, snapshot.ExpectMsg<ClusterEvent.CurrentClusterState>().Members.Single().Address);
        node.Cluster.Subscribe(events.Ref, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberUp), typeof(ClusterEvent.LeaderChanged));
        Assert.Equal(node.Address, events.ExpectMsg<ClusterEvent.MemberUp>().Member.Address);
        Assert.Equal(node.Address, events.ExpectMsg<ClusterEvent.LeaderChanged>().Leader);
        node.Cluster.SendCurrentClusterState(asked.Ref);
        asked.ExpectMsg<ClusterEvent.CurrentClusterState>();
        Assert.Throws<ArgumentException>(() => node.Cluster.Subscribe(asked.Ref, typeof(string)));
        Assert.Throws<ArgumentException>(() => node.Cluster.Subscribe(asked.Ref));
        node.Cluster.Unsubscribe(events.Ref, typeof(ClusterEvent.LeaderChanged));
        node.Cluster.Leave(node.Address);
        snapshot.ExpectMsg<ClusterEvent.MemberLeft>(TimeSpan.FromSeconds(10));
        snapshot.ExpectMsg<ClusterEvent.MemberExited>(TimeSpan.FromSeconds(10));
    }

    internal static Task Watch(ActorSystem system, IActorRef watched)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create(() => new Watcher(watched, gone)));
        return gone.Task;
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef watched, TaskCompletionSource gone)
        {
            Context.Watch(watched);
            Receive<Terminated>(_ => gone.TrySetResult());
        }
    }
}
