using System.Collections.Immutable;

namespace Akka.Cluster;

public partial class ClusterEvent
{
    /// <summary>Everything that leads from one state to the other, in the order in which it is told.</summary>
    internal static IEnumerable<IClusterDomainEvent> Differences(MembershipState oldState, MembershipState newState) =>
    [
        .. DiffMemberEvents(oldState, newState),
        .. DiffUnreachable(oldState, newState),
        .. DiffReachable(oldState, newState),
        .. DiffLeader(oldState, newState),
        .. DiffRolesLeader(oldState, newState),
        .. DiffSeen(oldState, newState),
        .. DiffReachability(oldState, newState),
    ];

    internal static ImmutableList<UnreachableMember> DiffUnreachable(MembershipState oldState, MembershipState newState)
    {
        var before = oldState.Overview.Reachability.AllUnreachableOrTerminated;
        return
        [
            .. newState.Overview.Reachability.AllUnreachableOrTerminated
                .Where(node => !before.Contains(node) && node != newState.SelfUniqueAddress)
                .Select(node => new UnreachableMember(newState.LatestGossip.GetMember(node))),
        ];
    }

    internal static ImmutableList<ReachableMember> DiffReachable(MembershipState oldState, MembershipState newState) =>
    [
        .. oldState.Overview.Reachability.AllUnreachable
            .Where(node => newState.LatestGossip.HasMember(node)
                && newState.Overview.Reachability.IsReachable(node)
                && node != newState.SelfUniqueAddress)
            .Select(node => new ReachableMember(newState.LatestGossip.GetMember(node))),
    ];

    internal static ImmutableList<IMemberEvent> DiffMemberEvents(MembershipState oldState, MembershipState newState)
    {
        if (ReferenceEquals(oldState, newState)) return [];
        var changed = newState.Members.Where(member =>
            !oldState.Members.TryGetValue(member, out var before) || before.Status != member.Status || before.UpNumber != member.UpNumber);
        var removed = oldState.Members.Except(newState.Members);
        return
        [
            .. changed.Select(EventOf).Where(static told => told is not null),
            .. removed.Select(static member => new MemberRemoved(member.Copy(MemberStatus.Removed), member.Status)),
        ];
    }

    internal static ImmutableList<LeaderChanged> DiffLeader(MembershipState oldState, MembershipState newState) =>
        newState.Leader == oldState.Leader ? [] : [new LeaderChanged(newState.Leader?.Address)];

    internal static ImmutableHashSet<RoleLeaderChanged> DiffRolesLeader(MembershipState oldState, MembershipState newState) =>
    [
        .. oldState.LatestGossip.AllRoles.Union(newState.LatestGossip.AllRoles)
            .Where(role => newState.RoleLeader(role) != oldState.RoleLeader(role))
            .Select(role => new RoleLeaderChanged(role, newState.RoleLeader(role)?.Address)),
    ];

    internal static ImmutableList<SeenChanged> DiffSeen(MembershipState oldState, MembershipState newState)
    {
        if (ReferenceEquals(oldState, newState)) return [];
        var (before, now) = (oldState.Convergence(ImmutableHashSet<UniqueAddress>.Empty), newState.Convergence(ImmutableHashSet<UniqueAddress>.Empty));
        if (before == now && newState.LatestGossip.SeenBy.SetEquals(oldState.LatestGossip.SeenBy)) return [];
        return [new SeenChanged(now, [.. newState.LatestGossip.SeenBy.Select(static node => node.Address)])];
    }

    internal static ImmutableList<ReachabilityChanged> DiffReachability(MembershipState oldState, MembershipState newState) =>
        newState.Overview.Reachability.Equals(oldState.Overview.Reachability) ? [] : [new ReachabilityChanged(newState.Overview.Reachability)];

    private static IMemberEvent EventOf(Member member) => member.Status switch
    {
        MemberStatus.Joining => new MemberJoined(member),
        MemberStatus.WeaklyUp => new MemberWeaklyUp(member),
        MemberStatus.Up => new MemberUp(member),
        MemberStatus.Leaving => new MemberLeft(member),
        MemberStatus.Exiting => new MemberExited(member),
        MemberStatus.Down => new MemberDowned(member),
        _ => null,
    };
}
