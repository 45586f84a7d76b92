using Akka.Coordination;

namespace Akka.Cluster.SBR;

/// <summary>The side that gets the lease stays; the smaller one asks later.</summary>
internal sealed class LeaseMajority : DowningStrategy
{
    public LeaseMajority(string role, Lease lease, TimeSpan acquireLeaseDelayForMinority, TimeSpan releaseAfter)
        : base(role)
    {
        Lease = lease;
        AcquireLeaseDelayForMinority = acquireLeaseDelayForMinority;
        ReleaseAfter = releaseAfter;
    }

    public TimeSpan AcquireLeaseDelayForMinority { get; }

    public TimeSpan ReleaseAfter { get; }

    private bool IsInMinority
    {
        get
        {
            var members = MembersWithRole;
            if (members.IsEmpty) return false;
            var lost = UnreachableMembersWithRole.Count * 2;
            return lost > members.Count || (lost == members.Count && IsUnreachable(members[0]));
        }
    }

    public override IDecision Decide() => HasIndirectlyConnected
        ? new AcquireLeaseAndDownIndirectlyConnected(TimeSpan.Zero)
        : new AcquireLeaseAndDownUnreachable(IsInMinority ? AcquireLeaseDelayForMinority : TimeSpan.Zero);
}
