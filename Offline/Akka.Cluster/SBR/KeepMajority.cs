namespace Akka.Cluster.SBR;

/// <summary>The larger side stays; of two equal ones that with the lowest address.</summary>
internal sealed class KeepMajority(string role) : DowningStrategy(role)
{
    public override IDecision Decide()
    {
        if (HasIndirectlyConnected) return DownIndirectlyConnected.Instance;
        if (MembersWithRole.IsEmpty) return DownAll.Instance;
        var decision = Majority(ReachableMembersWithRole.Count, UnreachableMembersWithRole.Count, MembersWithRole.Min);
        // The other side may have moved members on that this side has not heard of: it stays only if that makes no difference.
        return decision is not DownUnreachable || MajorityAtWorst() is DownUnreachable ? decision : DownAll.Instance;
    }

    private IDecision MajorityAtWorst()
    {
        var members = GetMembersWithRole(false, true);
        return members.IsEmpty
            ? DownAll.Instance
            : Majority(GetReachableMembersWithRole(false, true).Count, GetUnreachableMembersWithRole(true, false).Count, members.Min);
    }

    private IDecision Majority(int here, int there, Member lowest) =>
        here > there || (here == there && !IsUnreachable(lowest)) ? DownUnreachable.Instance : DownReachable.Instance;
}
