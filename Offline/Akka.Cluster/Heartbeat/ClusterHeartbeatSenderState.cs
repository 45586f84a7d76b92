using System.Collections.Immutable;
using Akka.Actor;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>To whom heartbeats go: the next in the ring, and those who were next when they fell silent, until they answer or are removed.</summary>
internal sealed class ClusterHeartbeatSenderState
{
    public ClusterHeartbeatSenderState(
        HeartbeatNodeRing ring, ImmutableHashSet<UniqueAddress> oldReceiversNowUnreachable, IFailureDetectorRegistry<Address> failureDetector)
    {
        Ring = ring;
        OldReceiversNowUnreachable = oldReceiversNowUnreachable;
        FailureDetector = failureDetector;
        ActiveReceivers = ring.MyReceivers.Union(oldReceiversNowUnreachable);
    }

    public HeartbeatNodeRing Ring { get; }

    public ImmutableHashSet<UniqueAddress> OldReceiversNowUnreachable { get; }

    public IFailureDetectorRegistry<Address> FailureDetector { get; }

    public IImmutableSet<UniqueAddress> ActiveReceivers { get; }

    public ClusterHeartbeatSenderState Init(ImmutableHashSet<UniqueAddress> nodes, ImmutableHashSet<UniqueAddress> unreachable) =>
        With(Ring.Copy(nodes.Add(Ring.SelfAddress), unreachable), OldReceiversNowUnreachable);

    public ClusterHeartbeatSenderState AddMember(UniqueAddress node) => Change(Ring.Add(node));

    public ClusterHeartbeatSenderState RemoveMember(UniqueAddress node)
    {
        var next = Change(Ring.Remove(node));
        FailureDetector.Remove(node.Address);
        return With(next.Ring, next.OldReceiversNowUnreachable.Remove(node));
    }

    public ClusterHeartbeatSenderState UnreachableMember(UniqueAddress node) => Change(Ring.Copy(unreachable: Ring.Unreachable.Add(node)));

    public ClusterHeartbeatSenderState ReachableMember(UniqueAddress node) => Change(Ring.Copy(unreachable: Ring.Unreachable.Remove(node)));

    public ClusterHeartbeatSenderState HeartbeatRsp(UniqueAddress from)
    {
        if (!ActiveReceivers.Contains(from)) return this;
        FailureDetector.Heartbeat(from.Address);
        if (!OldReceiversNowUnreachable.Contains(from)) return this;
        if (!Ring.MyReceivers.Contains(from)) FailureDetector.Remove(from.Address); // it is back, and others watch over it now
        return With(Ring, OldReceiversNowUnreachable.Remove(from));
    }

    private ClusterHeartbeatSenderState Change(HeartbeatNodeRing ring)
    {
        var noLonger = Ring.MyReceivers.Except(ring.MyReceivers).ToList();
        foreach (var node in noLonger.Where(node => FailureDetector.IsAvailable(node.Address))) FailureDetector.Remove(node.Address);
        return With(ring, OldReceiversNowUnreachable.Union(noLonger.Where(node => !FailureDetector.IsAvailable(node.Address))));
    }

    private ClusterHeartbeatSenderState With(HeartbeatNodeRing ring, ImmutableHashSet<UniqueAddress> oldReceiversNowUnreachable) =>
        new(ring, oldReceiversNowUnreachable, FailureDetector);
}
