namespace Akka.Cluster.SBR;

/// <summary>The side with the oldest member stays, unless that member is all alone.</summary>
internal sealed class KeepOldest(bool downIfAlone, string role) : DowningStrategy(role, Member.AgeOrdering)
{
    public bool DownIfAlone { get; } = downIfAlone;

    public override IDecision Decide()
    {
        if (HasIndirectlyConnected) return DownIndirectlyConnected.Instance;
        if (MembersWithRole.IsEmpty) return DownAll.Instance;
        var decision = Oldest(MembersWithRole[0], ReachableMembersWithRole.Count, UnreachableMembersWithRole.Count);
        // The other side may have moved members on that this side has not heard of: it stays only if that makes no difference.
        return decision is not DownUnreachable || OldestAtWorst() is DownUnreachable ? decision : DownAll.Instance;
    }

    private IDecision OldestAtWorst()
    {
        var members = GetMembersWithRole(false, true);
        return members.IsEmpty
            ? DownAll.Instance
            : Oldest(members[0], GetReachableMembersWithRole(DownIfAlone, true).Count, GetUnreachableMembersWithRole(DownIfAlone, true).Count);
    }

    private IDecision Oldest(Member oldest, int here, int there)
    {
        var stays = IsUnreachable(oldest)
            ? DownIfAlone && there == 1 && here >= 2
            : !(DownIfAlone && here == 1 && there >= 2);
        return stays ? DownUnreachable.Instance : DownReachable.Instance;
    }
}
