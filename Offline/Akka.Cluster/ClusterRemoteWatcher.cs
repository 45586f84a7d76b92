using Akka.Actor;
using Akka.Dispatch;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>Watches actors on other nodes. For members the cluster says who is gone: watchers hear of it when the member is removed, not before.</summary>
internal sealed class ClusterRemoteWatcher : RemoteWatcher
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly HashSet<Address> _members = [];

    public ClusterRemoteWatcher(
        IFailureDetectorRegistry<Address> failureDetector,
        TimeSpan heartbeatInterval,
        TimeSpan unreachableReaperInterval,
        TimeSpan heartbeatExpectedResponseAfter)
        : base(failureDetector, heartbeatInterval, unreachableReaperInterval, heartbeatExpectedResponseAfter)
    {
    }

    public static new Props Props(
        IFailureDetectorRegistry<Address> failureDetector,
        TimeSpan heartbeatInterval,
        TimeSpan unreachableReaperInterval,
        TimeSpan heartbeatExpectedResponseAfter) => Actor.Props
        .Create(typeof(ClusterRemoteWatcher), failureDetector, heartbeatInterval, unreachableReaperInterval, heartbeatExpectedResponseAfter)
        .WithDispatcher(Dispatchers.InternalDispatcherId)
        .WithDeploy(Deploy.Local);

    protected override void PreStart()
    {
        base.PreStart();
        _cluster.Subscribe(Self, typeof(ClusterEvent.IMemberEvent));
    }

    protected override void PostStop()
    {
        base.PostStop();
        _cluster.Unsubscribe(Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.CurrentClusterState state:
                _members.Clear();
                foreach (var member in state.Members) TakeOver(member.Address);
                break;
            case ClusterEvent.MemberUp up:
                TakeOver(up.Member.Address);
                break;
            case ClusterEvent.MemberWeaklyUp weaklyUp:
                TakeOver(weaklyUp.Member.Address);
                break;
            case ClusterEvent.MemberRemoved removed:
                Removed(removed);
                break;
            case ClusterEvent.IMemberEvent:
                break;
            default:
                base.OnReceive(message);
                break;
        }
    }

    protected override void WatchNode(IInternalActorRef watchee)
    {
        if (!_members.Contains(watchee.Path.Address)) base.WatchNode(watchee);
    }

    private void TakeOver(Address node)
    {
        if (node == _cluster.SelfAddress) return;
        _members.Add(node);
        if (WatchingNodes.Contains(node)) UnwatchNode(node);
        Unreachable.Remove(node);
    }

    private void Removed(ClusterEvent.MemberRemoved removed)
    {
        var node = removed.Member.UniqueAddress;
        if (node.Address == _cluster.SelfAddress) return;
        _members.Remove(node.Address);
        if (removed.PreviousStatus == MemberStatus.Down) Quarantine(node.Address, node.Uid);
        PublishAddressTerminated(node.Address);
    }
}
