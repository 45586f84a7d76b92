using Akka.Actor;

namespace Akka.Cluster;

/// <summary>The parent of everything that belongs to the cluster on this node: /system/cluster. When it ends, so does the cluster here.</summary>
internal sealed class ClusterDaemon : ReceiveActor
{
    private readonly CoordinatedShutdown _shutdown = CoordinatedShutdown.Get(Context.System);
    private readonly TaskCompletionSource<Done> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ClusterSettings _settings;
    private Cluster _cluster;
    private IActorRef _core;

    public ClusterDaemon(ClusterSettings settings)
    {
        _settings = settings;
        LeaveOnShutdown();
        Receive<InternalClusterAction.GetClusterCoreRef>(get =>
        {
            if (_core is null) CreateChildren(get.Cluster);
            _core.Forward(get);
        });
        Receive<InternalClusterAction.AddOnMemberUpListener>(add => Listen(MemberStatus.Up, add.Callback));
        Receive<InternalClusterAction.AddOnMemberRemovedListener>(add => Listen(MemberStatus.Removed, add.Callback));
        Receive<LeaveOnce.Request>(leave =>
        {
            var cluster = _cluster;
            Context.ActorOf(Props.Create(() => new LeaveOnce(cluster))).Forward(leave);
        });
    }

    protected override void PostStop()
    {
        _ended.TrySetResult(Done.Instance);
        if (_settings.RunCoordinatedShutdownWhenDown) _shutdown.Run(CoordinatedShutdown.ClusterDowningReason.Instance);
    }

    private void CreateChildren(Cluster cluster)
    {
        _cluster = cluster;
        _core = Context.ActorOf(Props.Create<ClusterCoreSupervisor>().WithDispatcher(_settings.UseDispatcher), "core");
        Context.ActorOf(Props.Create(() => new ClusterHeartbeatReceiver(cluster)).WithDispatcher(_settings.UseDispatcher), "heartbeatReceiver");
    }

    private void Listen(MemberStatus status, Action callback)
    {
        var cluster = _cluster;
        Context.ActorOf(Props.Create(() => new OnMemberStatusChangedListener(cluster, callback, status)));
    }

    private void LeaveOnShutdown()
    {
        var self = Self;
        _shutdown.AddTask(CoordinatedShutdown.PhaseClusterLeave, "leave", () => _cluster is null or { IsTerminated: true } || _cluster.SelfMember.Status == MemberStatus.Down
            ? Task.FromResult(Done.Instance)
            : self.Ask<Done>(LeaveOnce.Request.Instance, _shutdown.Timeout(CoordinatedShutdown.PhaseClusterLeave)));
        _shutdown.AddTask(CoordinatedShutdown.PhaseClusterShutdown, "wait-shutdown", () => _ended.Task);
    }
}
