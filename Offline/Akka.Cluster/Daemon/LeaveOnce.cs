using Akka.Actor;

namespace Akka.Cluster;

/// <summary>Leaves the cluster for coordinated shutdown, and answers when that is known or there is nothing to leave.</summary>
internal sealed class LeaveOnce : ReceiveActor
{
    private readonly Cluster _cluster;
    private IActorRef _asker;

    public LeaveOnce(Cluster cluster)
    {
        _cluster = cluster;
        Receive<Request>(_ =>
        {
            _asker = Sender;
            cluster.Leave(cluster.SelfAddress);
            cluster.Subscribe(
                Self, typeof(ClusterEvent.MemberLeft), typeof(ClusterEvent.MemberRemoved), typeof(ClusterEvent.MemberDowned));
        });
        Receive<ClusterEvent.CurrentClusterState>(state =>
        {
            var gone = state.Members.Any(member => IsSelf(member) && member.Status is MemberStatus.Leaving or MemberStatus.Exiting or MemberStatus.Down);
            if (state.Members.IsEmpty || gone) Answer();
        });
        Receive<ClusterEvent.IMemberEvent>(told =>
        {
            if (IsSelf(told.Member)) Answer();
        });
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private bool IsSelf(Member member) => member.UniqueAddress == _cluster.SelfUniqueAddress;

    private void Answer()
    {
        _asker.Tell(Done.Instance);
        Context.Stop(Self);
    }

    internal sealed class Request : INoSerializationVerificationNeeded
    {
        public static readonly Request Instance = new();
    }
}
