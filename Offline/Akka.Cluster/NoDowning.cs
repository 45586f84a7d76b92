using Akka.Actor;

namespace Akka.Cluster;

/// <summary>Nobody decides: unreachable members stay until somebody calls Cluster.Down.</summary>
public sealed class NoDowning : IDowningProvider
{
    private readonly Cluster _cluster;

    public NoDowning(ActorSystem system, Cluster cluster) => _cluster = cluster;

    public TimeSpan DownRemovalMargin => _cluster.Settings.DownRemovalMargin;

    public Props DowningActorProps => null;
}
