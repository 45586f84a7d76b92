using System.Collections.Immutable;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>Who is unreachable, and what the leader does about members.</summary>
internal sealed partial class ClusterCoreDaemon
{
    private const int TicksBeforeShutdown = 4;
    private const int FirstNotice = 20;
    private const int NoticeEvery = 60;

    private bool _leads;
    private int _ticksWithoutConvergence;
    private int _ticksDown;

    private bool EnoughMembers => Latest.Members.Count >= Settings.MinNrOfMembers
        && Settings.MinNrOfMembersOfRole.All(least => Latest.Members.Count(member => member.HasRole(least.Key)) >= least.Value);

    private void LeaderActions()
    {
        var leads = _state.IsLeader(_self);
        if (leads != _leads) _cluster.LogInfo(leads ? "leads now those it reaches" : "no longer leads");
        _leads = leads;
        if (leads && _state.Convergence(_exitingConfirmed)) LeadOnConvergence();
        else if (leads) LeadWithoutConvergence();
        _exitingConfirmed = [.. _exitingConfirmed.Where(Latest.HasMember)];
        ShutdownSelfWhenDown();
    }

    private void LeadWithoutConvergence()
    {
        _ticksWithoutConvergence++;
        if (Settings.AllowWeaklyUpMembers && _ticksWithoutConvergence * Settings.LeaderActionsInterval >= Settings.WeaklyUpAfter)
            MoveJoiningToWeaklyUp();
        if (_ticksWithoutConvergence == FirstNotice || _ticksWithoutConvergence % NoticeEvery == 0)
            _cluster.LogInfo(
                "leads but members do not agree: {0}, [{1}]",
                _state.DcReachabilityExcludingDownedObservers,
                string.Join(", ", Latest.Members.Select(member => $"{member.Address} {member.Status}{(Latest.SeenByNode(member.UniqueAddress) ? " seen" : "")}")));
    }

    private void MoveJoiningToWeaklyUp()
    {
        var moved = EnoughMembers
            ? Latest.Members
                .Where(member => member.Status == MemberStatus.Joining && _state.DcReachabilityExcludingDownedObservers.IsReachable(member.UniqueAddress))
                .Select(static member => member.Copy(MemberStatus.WeaklyUp)).ToImmutableSortedSet()
            : [];
        if (moved.IsEmpty) return;
        Update(Latest.Copy(Latest.Members.Except(moved).Union(moved)));
        foreach (var member in moved) _cluster.LogInfo("moves [{0}] to {1}", member.Address, member.Status);
        Publish();
    }

    /// <summary>All agree: those who join become Up in the order of their addresses, those who leave go on, and who is gone is removed.</summary>
    private void LeadOnConvergence()
    {
        if (_ticksWithoutConvergence >= FirstNotice) _cluster.LogInfo("leads, and members agree again");
        _ticksWithoutConvergence = 0;
        var gossip = Latest;
        var unreachable = gossip.Overview.Reachability.AllUnreachableOrTerminated.Select(gossip.GetMember)
            .Where(static member => MembershipState.RemoveUnreachableWithMemberStatus.Contains(member.Status))
            .Select(static member => member.UniqueAddress);
        var saidGoodbye = _exitingConfirmed.Where(node => gossip.GetMember(node).Status == MemberStatus.Exiting);
        var removed = unreachable.Concat(saidGoodbye).ToImmutableHashSet();
        var moved = MovedOn(gossip);
        if (removed.IsEmpty && moved.IsEmpty) return;

        var next = gossip.Copy(
            [.. gossip.Members.Except(moved).Union(moved).Where(member => !removed.Contains(member.UniqueAddress))],
            gossip.Overview.Copy(gossip.Overview.Seen.Except(removed), gossip.Overview.Reachability.Remove(removed)),
            removed.Aggregate(gossip.Version, static (version, node) => version.Prune(ClockNode(node))));
        if (next.GetMember(_self).Status == MemberStatus.Exiting) BeginExiting();
        Update(next);
        _exitingConfirmed = _exitingConfirmed.Except(removed);
        foreach (var member in moved) _cluster.LogInfo("moves [{0}] to {1}", member.Address, member.Status);
        foreach (var node in removed) _cluster.LogInfo("removes [{0}], which was {1}", node.Address, gossip.GetMember(node).Status);
        Publish();
        GossipToOldest(moved.Where(static member => member.Status == MemberStatus.Exiting).ToList());
    }

    private ImmutableSortedSet<Member> MovedOn(Gossip gossip)
    {
        var moved = ImmutableSortedSet.CreateBuilder<Member>();
        var upNumber = gossip.YoungestMember.UpNumber is var youngest && youngest == int.MaxValue ? 0 : youngest;
        foreach (var member in gossip.Members)
        {
            if (member.Status == MemberStatus.Leaving) moved.Add(member.Copy(MemberStatus.Exiting));
            else if (member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp && EnoughMembers) moved.Add(member.CopyUp(++upNumber));
        }

        return moved.ToImmutable();
    }

    /// <summary>Singletons move with the oldest: the two oldest, of all and of each role of one that goes, hear of it at once.</summary>
    private void GossipToOldest(List<Member> exiting)
    {
        if (exiting.Count == 0) return;
        var byAge = Latest.Members.Order(Member.AgeOrdering).ToList();
        var oldest = exiting.SelectMany(static member => member.Roles).Distinct()
            .SelectMany(role => byAge.Where(member => member.HasRole(role)).Take(2))
            .Concat(byAge.Take(2));
        foreach (var member in oldest.Distinct()) GossipTo(member.UniqueAddress);
    }

    private void ReapUnreachableMembers()
    {
        if (Latest.IsSingletonCluster) return;
        var before = Latest.Overview.Reachability;
        var lost = Latest.Members
            .Where(member => member.UniqueAddress != _self
                && before.Status(_self, member.UniqueAddress) == Reachability.ReachabilityStatus.Reachable
                && !_cluster.FailureDetector.IsAvailable(member.Address))
            .ToList();
        var back = before.AllUnreachableFrom(_self)
            .Where(node => node != _self && _cluster.FailureDetector.IsAvailable(node.Address))
            .ToList();
        var after = lost.Aggregate(before, (table, member) => table.Unreachable(_self, member.UniqueAddress));
        after = back.Aggregate(after, (table, node) => table.Reachable(_self, node));
        if (ReferenceEquals(before, after)) return;

        Update(Latest.Copy(overview: Latest.Overview.Copy(reachability: after)));
        foreach (var member in lost)
        {
            if (member.Status == MemberStatus.Exiting) _cluster.LogInfo("no longer reaches [{0}], which was Exiting, so that is expected", member.Address);
            else _log.Warning("Cluster Node [{0}] - no longer reaches [{1}]", _self.Address, member);
        }

        foreach (var node in back) _cluster.LogInfo("reaches [{0}] again", node.Address);
        Publish();
    }

    /// <summary>Downed: the cluster ends here once the others have seen it too, or some time has passed.</summary>
    private void ShutdownSelfWhenDown()
    {
        if (_state.SelfMember.Status != MemberStatus.Down) return;
        var unreachable = Latest.Overview.Reachability.AllUnreachableOrTerminated;
        var known = Latest.Members.Where(static member => member.Status == MemberStatus.Down).Select(static member => member.UniqueAddress)
            .All(node => unreachable.Contains(node) || Latest.SeenByNode(node));
        if (!known && _ticksDown++ < TicksBeforeShutdown) return;
        _cluster.LogInfo("was downed and ends here");
        SendGossipRandom(GossipsBeforeShutdown);
        _cluster.Shutdown();
    }
}
