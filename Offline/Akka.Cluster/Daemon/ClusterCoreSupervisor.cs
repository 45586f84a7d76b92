using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>Holds the daemon and the publisher; if one of them fails, the cluster ends on this node: half of one would do harm.</summary>
internal sealed class ClusterCoreSupervisor : ReceiveActor
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private Cluster _cluster;
    private IActorRef _daemon;

    public ClusterCoreSupervisor() => Receive<InternalClusterAction.GetClusterCoreRef>(get =>
    {
        if (_daemon is null) CreateChildren(get.Cluster);
        Sender.Tell(_daemon);
    });

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(e =>
    {
        _log.Error(e, "Cluster Node [{0}] - the cluster's daemon failed, the cluster ends here: {1}", _cluster?.SelfAddress, e.Message);
        Self.Tell(PoisonPill.Instance);
        return Directive.Stop;
    });

    protected override void PostStop() => _cluster?.Shutdown();

    private void CreateChildren(Cluster cluster)
    {
        _cluster = cluster;
        var publisher = Context.ActorOf(
            Props.Create(() => new ClusterDomainEventPublisher(cluster.SelfUniqueAddress)).WithDispatcher(cluster.Settings.UseDispatcher), "publisher");
        _daemon = Context.ActorOf(
            Props.Create(() => new ClusterCoreDaemon(cluster, publisher)).WithDispatcher(cluster.Settings.UseDispatcher), "daemon");
    }
}
