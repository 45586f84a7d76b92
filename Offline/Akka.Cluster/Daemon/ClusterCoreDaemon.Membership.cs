using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>Coming and going: seed nodes, joining, leaving, being downed.</summary>
internal sealed partial class ClusterCoreDaemon
{
    private const int GossipsWhenExiting = 5;

    private readonly TaskCompletionSource<Done> _exiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableHashSet<UniqueAddress> _exitingConfirmed = [];
    private bool _exitingInProgress;
    private ImmutableList<Address> _seedNodes;
    private IActorRef _seedNodeProcess;
    private int _seedNodeProcesses;
    private Expiry? _joinDeadline;

    private void BeginWithSeedNodes(ImmutableList<Address> seedNodes)
    {
        _joinDeadline = Settings.ShutdownAfterUnsuccessfulJoinSeedNodes is { } time ? Expiry.In(time) : null;
        JoinSeedNodes(seedNodes);
    }

    private void JoinSeedNodes(ImmutableList<Address> seedNodes)
    {
        if (seedNodes.IsEmpty) return;
        StopSeedNodeProcess();
        _seedNodes = seedNodes;
        if (seedNodes.All(node => node == _self.Address))
        {
            Self.Tell(new ClusterUserAction.JoinTo(_self.Address));
            return;
        }

        var (cluster, number) = (_cluster, ++_seedNodeProcesses);
        _seedNodeProcess = seedNodes[0] == _self.Address
            ? Context.ActorOf(Props.Create(() => new FirstSeedNodeProcess(cluster, seedNodes)).WithDispatcher(Settings.UseDispatcher), "firstSeedNodeProcess-" + number)
            : Context.ActorOf(Props.Create(() => new JoinSeedNodeProcess(cluster, seedNodes)).WithDispatcher(Settings.UseDispatcher), "joinSeedNodeProcess-" + number);
    }

    private void StopSeedNodeProcess()
    {
        if (_seedNodeProcess is null) return;
        Context.Stop(_seedNodeProcess);
        _seedNodeProcess = null;
    }

    private void GiveUpJoining()
    {
        _log.Warning(
            "None of the seed nodes [{0}] could be joined within shutdown-after-unsuccessful-join-seed-nodes = {1}: the system shuts down.",
            string.Join(", ", _seedNodes),
            Settings.ShutdownAfterUnsuccessfulJoinSeedNodes);
        _joinDeadline = null;
        _shutdown.Run(CoordinatedShutdown.ClusterJoinUnsuccessfulReason.Instance);
    }

    private void RefuseInitJoin(string why)
    {
        _cluster.LogInfo("{0}, which it tells [{1}], who wants to join", why, Sender.Path.Address);
        Sender.Tell(new InternalClusterAction.InitJoinNack(_self.Address));
    }

    private void AnswerInitJoin()
    {
        var status = _state.SelfMember.Status;
        if (MembershipState.RemoveUnreachableWithMemberStatus.Contains(status)) RefuseInitJoin($"is {status}");
        else Sender.Tell(new InternalClusterAction.InitJoinAck(_self.Address));
    }

    /// <summary>Asks this one node; with its own address, forms a cluster of its own.</summary>
    private void Join(Address address)
    {
        if (!IsOfThisCluster(address)) return;
        StopSeedNodeProcess();
        if (address == _self.Address)
        {
            BecomeInitialized();
            Joining(new InternalClusterAction.Join(_self, Settings.Roles, Settings.AppVersion));
            return;
        }

        Expiry? retryAt = Settings.RetryUnsuccessfulJoinAfter is { } time ? Expiry.In(time) : null;
        Context.Become(message => TryingToJoin(message, address, retryAt));
        Peer(address).Tell(new InternalClusterAction.Join(_self, Settings.Roles, Settings.AppVersion));
    }

    private bool IsOfThisCluster(Address address)
    {
        if (address.Protocol == _self.Address.Protocol && address.System == _self.Address.System) return true;
        _log.Warning("[{0}] and this node [{1}] are of different protocols or systems and do not join.", address, _self.Address);
        return false;
    }

    private void Joining(InternalClusterAction.Join join)
    {
        var node = join.Node;
        if (!IsOfThisCluster(node.Address)) return;
        if (MembershipState.RemoveUnreachableWithMemberStatus.Contains(_state.SelfMember.Status))
        {
            _cluster.LogInfo("is {0} and lets nobody join, so not [{1}] either", _state.SelfMember.Status, node.Address);
            return;
        }

        var known = Latest.Members.FirstOrDefault(member => member.Address == node.Address);
        if (known is null) Admit(join);
        else if (known.UniqueAddress == node) WelcomeBack(node);
        else Replace(known);
    }

    private void Admit(InternalClusterAction.Join join)
    {
        _cluster.FailureDetector.Remove(join.Node.Address);
        var first = Latest.Members.IsEmpty;
        Update(Latest.Copy(Latest.Members
            .Add(Member.Create(join.Node, join.Roles, join.AppVersion))
            .Add(Member.Create(_self, Settings.Roles, Settings.AppVersion))));
        _cluster.LogInfo("[{0}] joins with roles [{1}], version [{2}]", join.Node.Address, string.Join(",", join.Roles), join.AppVersion);
        if (join.Node != _self) Sender.Tell(new InternalClusterAction.Welcome(_self, Latest));
        else if (first) LeaderActions();
        Publish();
    }

    private void WelcomeBack(UniqueAddress node)
    {
        _cluster.LogInfo("[{0}] joins again", node.Address);
        if (node != _self) Sender.Tell(new InternalClusterAction.Welcome(_self, Latest));
    }

    /// <summary>The old incarnation has to be removed before the new one is let in; that one asks again.</summary>
    private void Replace(Member known)
    {
        _cluster.LogInfo("a new incarnation of [{0}] wants to join; the old one is removed first", known.Address);
        if (known.Status == MemberStatus.Down) return;
        Update(Latest.Copy(overview: Latest.Overview.Copy(
            reachability: Latest.Overview.Reachability.Terminated(_self, known.UniqueAddress))));
        Downing(known.Address);
    }

    private void Welcome(Address joinWith, InternalClusterAction.Welcome welcome)
    {
        if (joinWith != welcome.From.Address)
        {
            _cluster.LogInfo("is welcomed by [{0}] but asked [{1}]", welcome.From.Address, joinWith);
            return;
        }

        _cluster.LogInfo("is welcomed by [{0}]", welcome.From.Address);
        _state = _state.Copy(welcome.Gossip).Seen();
        Publish();
        if (welcome.From != _self) GossipTo(welcome.From, Sender);
        BecomeInitialized();
    }

    private void Leaving(Address address)
    {
        var leaving = Latest.Members.FirstOrDefault(member =>
            member.Address == address && member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up);
        if (leaving is null) return;
        Update(Latest.Copy(Latest.Members.Remove(leaving).Add(leaving.Copy(MemberStatus.Leaving))));
        _cluster.LogInfo("[{0}] is Leaving now", address);
        Publish();
        SendGossip();
    }

    private void Downing(Address address)
    {
        var member = Latest.Members.FirstOrDefault(known => known.Address == address);
        if (member is null) _cluster.LogInfo("[{0}] is to be downed but no member", address);
        if (member is null or { Status: MemberStatus.Down }) return;
        _cluster.LogInfo("[{0}], {1}reachable, is Down now", address, _state.DcReachability.IsReachable(member.UniqueAddress) ? "" : "un");
        Update(Latest.MarkAsDown(member));
        Publish();
        if (address == _self.Address) SendGossipRandom(GossipsBeforeShutdown);
        else GossipTo(member.UniqueAddress); // it should hear of it while it can
    }

    private void Quarantined(UniqueAddress node)
    {
        if (!Latest.HasMember(node)) return;
        Update(Latest.Copy(overview: Latest.Overview.Copy(reachability: Latest.Overview.Reachability.Terminated(_self, node))));
        _log.Warning("Cluster Node [{0}] - [{1}] is quarantined and counts as ended; it stays a member until it is downed", _self.Address, node.Address);
        Publish();
    }

    private void ExitOnShutdown()
    {
        var self = Self;
        _shutdown.AddTask(CoordinatedShutdown.PhaseClusterExiting, "wait-exiting", () =>
            Latest.Members.IsEmpty ? Task.FromResult(Done.Instance) : _exiting.Task);
        _shutdown.AddTask(CoordinatedShutdown.PhaseClusterExitingDone, "exiting-completed", () =>
            _cluster.IsTerminated || _cluster.SelfMember.Status == MemberStatus.Down
                ? Task.FromResult(Done.Instance)
                : self.Ask<Done>(InternalClusterAction.ExitingCompleted.Instance, _shutdown.Timeout(CoordinatedShutdown.PhaseClusterExitingDone)));
    }

    /// <summary>This node has been moved to Exiting: it shuts down, and says goodbye at the end of that.</summary>
    private void BeginExiting()
    {
        if (_exitingInProgress) return;
        _exitingInProgress = true;
        if (_shutdown.ShutdownReason is null) _cluster.LogInfo("is Exiting now and shuts down");
        _exiting.TrySetResult(Done.Instance);
        _shutdown.Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
    }

    private void ExitingCompleted()
    {
        _exitingInProgress = false;
        if (_state.SelfMember.Status != MemberStatus.Removed) SayGoodbye();
        _cluster.Shutdown();
        Sender.Tell(Done.Instance);
    }

    private void SayGoodbye()
    {
        _state = _state.Seen();
        Publish();
        SendGossipRandom(GossipsWhenExiting);
        // The leader removes this node on that word; should it be going too, the one after it has heard as well.
        var others = Latest.Members.Where(member => member.UniqueAddress != _self).ToImmutableSortedSet();
        for (var i = 0; i < 2 && _state.LeaderOf(others) is { } leader; i++)
        {
            Peer(leader.Address).Tell(new InternalClusterAction.ExitingConfirmed(_self));
            others = others.Remove(Latest.GetMember(leader));
        }
    }
}
