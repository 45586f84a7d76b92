namespace Akka.Cluster;

/// <summary>Where a member stands between joining and being gone.</summary>
public enum MemberStatus
{
    Joining = 0,
    Up = 1,
    Leaving = 2,
    Exiting = 3,
    Down = 4,
    Removed = 5,

    /// <summary>Let in while some member is unreachable, before the cluster can agree.</summary>
    WeaklyUp = 6,
}
