using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>The gossip as one node judges it: who leads, whether all agree, whom to talk to.</summary>
internal sealed class MembershipState
{
    /// <summary>Those who may be removed without having agreed, and who need not agree.</summary>
    public static readonly ImmutableHashSet<MemberStatus> RemoveUnreachableWithMemberStatus = [MemberStatus.Down, MemberStatus.Exiting];

    public static readonly ImmutableHashSet<MemberStatus> ConvergenceSkipUnreachableWithMemberStatus = RemoveUnreachableWithMemberStatus;

    private static readonly ImmutableHashSet<MemberStatus> Established = [MemberStatus.Up, MemberStatus.Leaving];

    public MembershipState(Gossip latestGossip, UniqueAddress selfUniqueAddress)
    {
        LatestGossip = latestGossip;
        SelfUniqueAddress = selfUniqueAddress;
    }

    public Gossip LatestGossip { get; }

    public UniqueAddress SelfUniqueAddress { get; }

    public Member SelfMember => LatestGossip.GetMember(SelfUniqueAddress);

    public GossipOverview Overview => LatestGossip.Overview;

    public ImmutableSortedSet<Member> Members => LatestGossip.Members;

    public Reachability DcReachability => Overview.Reachability;

    public Reachability DcReachabilityExcludingDownedObservers => LatestGossip.ReachabilityExcludingDownedObservers.Value;

    public UniqueAddress Leader => LeaderOf(Members);

    public bool IsReachableExcludingDownedObservers(UniqueAddress toAddress) =>
        LatestGossip.HasMember(toAddress) && DcReachabilityExcludingDownedObservers.IsReachable(toAddress);

    /// <summary>The lowest address of those whom this node holds to be reachable, Up or Leaving before others; null when there is nobody.</summary>
    public UniqueAddress LeaderOf(IImmutableSet<Member> mbrs)
    {
        var candidates = mbrs.Where(IsCandidate).Order(Member.Ordering).ToList();
        return (candidates.Find(static member => Established.Contains(member.Status)) ?? candidates.Min(Member.LeaderStatusOrdering))?.UniqueAddress;

        bool IsCandidate(Member member) => (member.Status != MemberStatus.Down && DcReachability.IsReachable(member.UniqueAddress))
            || (member.UniqueAddress == SelfUniqueAddress && !DcReachability.IsAllReachable);
    }

    public bool IsLeader(UniqueAddress node) => Leader is { } leader && leader == node;

    public UniqueAddress RoleLeader(string role) => LeaderOf(Members.Where(member => member.HasRole(role)).ToImmutableHashSet());

    /// <summary>Everybody who counts has seen this version, and nobody is unreachable but those on their way out.</summary>
    /// <param name="exitingConfirmed">Leaving nodes that have said goodbye and may be gone already.</param>
    public bool Convergence(IImmutableSet<UniqueAddress> exitingConfirmed) =>
        DcReachabilityExcludingDownedObservers.AllUnreachableOrTerminated
            .Where(node => node != SelfUniqueAddress && !exitingConfirmed.Contains(node))
            .All(node => ConvergenceSkipUnreachableWithMemberStatus.Contains(LatestGossip.GetMember(node).Status))
        && Members
            .Where(static member => Established.Contains(member.Status))
            .All(member => LatestGossip.SeenByNode(member.UniqueAddress) || exitingConfirmed.Contains(member.UniqueAddress));

    public MembershipState Seen() => Copy(LatestGossip.Seen(SelfUniqueAddress));

    public MembershipState Copy(Gossip gossip = null, UniqueAddress selfUniqueAddress = null) =>
        new(gossip ?? LatestGossip, selfUniqueAddress ?? SelfUniqueAddress);

    public bool ValidNodeForGossip(UniqueAddress node) => node != SelfUniqueAddress && DcReachability.IsReachable(SelfUniqueAddress, node);
}
