using Akka.Actor;
using Akka.Cluster;
using Akka.Coordination;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>
/// The resolver's lease over the same row: a side gets it when it reaches the owner, or, when the row has expired, the first that assigns it to a learner that it reaches.
/// </summary>
public sealed class SideLease(LeaseSettings settings, ExtendedActorSystem system) : Lease(settings)
{
    public override Task<bool> Acquire()
    {
        var state = Cluster.Get(system).State;
        var learners = state.Members.Except(state.Unreachable).Where(static member => member.Status == MemberStatus.Up && member.HasRole("learner")).ToList();
        if (learners.Count == 0) return Task.FromResult(false);
        var oldest = learners.Min(Member.AgeOrdering)!.Address.HostPort();
        var timeout = (long)Settings.TimeoutSettings.HeartbeatTimeout.TotalMilliseconds;
        return Task.FromResult(LeaseRow.Change(Settings.LeaseConfig.GetString("file"), row => row.IsExpired
            ? (new LeaseRow(oldest, "", row.Epoch + 1, LeaseRow.Now + timeout), true)
            : (row, learners.Exists(learner => learner.Address.HostPort() == row.Owner))));
    }

    public override Task<bool> Acquire(Action<Exception> leaseLostCallback) => Acquire();

    public override Task<bool> Release() => Task.FromResult(true);

    public override bool CheckLease() => false;
}
