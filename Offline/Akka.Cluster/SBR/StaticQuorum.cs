namespace Akka.Cluster.SBR;

/// <summary>The side with at least a fixed number of members stays.</summary>
internal sealed class StaticQuorum(int quorumSize, string role) : DowningStrategy(role)
{
    public int QuorumSize { get; } = quorumSize;

    /// <summary>Two sides could reach the quorum.</summary>
    public bool IsTooManyMembers => MembersWithRole.Count > (QuorumSize * 2) - 1;

    public override IDecision Decide()
    {
        if (IsTooManyMembers) return DownAll.Instance;
        if (HasIndirectlyConnected) return DownIndirectlyConnected.Instance;
        return MembersWithRole.Count - UnreachableMembersWithRole.Count >= QuorumSize ? DownUnreachable.Instance : DownReachable.Instance;
    }
}
