using Akka.Actor;

namespace Akka.Cluster;

/// <summary>The newest state of the cluster, for whoever asks from any thread.</summary>
internal sealed class ClusterReadView : IDisposable
{
    private readonly Cluster _cluster;
    private readonly IActorRef _listener;
    private volatile ClusterEvent.CurrentClusterState _state = new();
    private volatile Reachability _reachability = Reachability.Empty;

    public ClusterReadView(Cluster cluster)
    {
        _cluster = cluster;
        _listener = cluster.System.SystemActorOf(
            Props.Create(() => new Listener(cluster, this)).WithDispatcher(cluster.Settings.UseDispatcher), "clusterEventBusListener");
    }

    public ClusterEvent.CurrentClusterState State => _state;

    public Reachability Reachability => _reachability;

    public Member Self => _state.Members.FirstOrDefault(member => member.UniqueAddress == _cluster.SelfUniqueAddress)
        ?? Member.Create(_cluster.SelfUniqueAddress, _cluster.SelfRoles, _cluster.Settings.AppVersion).Copy(MemberStatus.Removed);

    public void Dispose() => _listener.Tell(PoisonPill.Instance);

    private void Note(ClusterEvent.IClusterDomainEvent told)
    {
        var state = _state;
        switch (told)
        {
            case ClusterEvent.SeenChanged seen:
                _state = state.Copy(seenBy: seen.SeenBy);
                break;
            case ClusterEvent.ReachabilityChanged changed:
                _reachability = changed.Reachability;
                break;
            case ClusterEvent.MemberRemoved removed:
                _state = state.Copy(state.Members.Remove(removed.Member), state.Unreachable.Remove(removed.Member));
                break;
            case ClusterEvent.UnreachableMember lost:
                _state = state.Copy(unreachable: state.Unreachable.Remove(lost.Member).Add(lost.Member));
                break;
            case ClusterEvent.ReachableMember back:
                _state = state.Copy(unreachable: state.Unreachable.Remove(back.Member));
                break;
            case ClusterEvent.IMemberEvent changed:
                _state = state.Copy(
                    state.Members.Remove(changed.Member).Add(changed.Member),
                    state.Unreachable.Contains(changed.Member) ? state.Unreachable.Remove(changed.Member).Add(changed.Member) : null);
                break;
            case ClusterEvent.LeaderChanged leader:
                _state = state.Copy(leader: leader.Leader);
                break;
            case ClusterEvent.RoleLeaderChanged leader:
                _state = state.Copy(roleLeaderMap: state.RoleLeaderMap.SetItem(leader.Role, leader.Leader));
                break;
        }

        if (_cluster.Settings.LogInfoVerbose && told is not ClusterEvent.SeenChanged) _cluster.LogInfo("event {0}", told.GetType().Name);
    }

    private sealed class Listener : ReceiveActor
    {
        private readonly Cluster _cluster;

        public Listener(Cluster cluster, ClusterReadView view)
        {
            _cluster = cluster;
            Receive<ClusterEvent.IClusterDomainEvent>(view.Note);
            Receive<ClusterEvent.CurrentClusterState>(state => view._state = state);
        }

        protected override void PreStart() => _cluster.Subscribe(Self, typeof(ClusterEvent.IClusterDomainEvent));

        protected override void PostStop() => _cluster.Unsubscribe(Self);
    }
}
