using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>akka.actor.provider = cluster: references of this process and of others, and the cluster extension from the start.</summary>
public class ClusterActorRefProvider : RemoteActorRefProvider, IClusterActorRefProvider
{
    public ClusterActorRefProvider(string systemName, Settings settings, EventStream eventStream)
        : base(systemName, settings, eventStream) => settings.InjectTopLevelFallback(ClusterConfig.Default());

    public override void Init(ActorSystemImpl system)
    {
        base.Init(system);
        Cluster.Get(system);
    }

    protected override IActorRef CreateRemoteWatcher(ActorSystemImpl system)
    {
        Cluster.Get(system);
        return system.SystemActorOf(
            ClusterRemoteWatcher.Props(
                CreateRemoteWatcherFailureDetector(system),
                RemoteSettings.WatchHeartBeatInterval,
                RemoteSettings.WatchUnreachableReaperInterval,
                RemoteSettings.WatchHeartbeatExpectedResponseAfter),
            "remote-watcher");
    }
}
