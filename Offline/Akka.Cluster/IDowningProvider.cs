using Akka.Actor;

namespace Akka.Cluster;

/// <summary>Decides what becomes of unreachable members. Its constructor takes ActorSystem and Cluster.</summary>
public interface IDowningProvider
{
    /// <summary>How long after the removal of a downed member others take over what it had.</summary>
    TimeSpan DownRemovalMargin { get; }

    /// <summary>The actor that decides, a child of the cluster's daemon; null for none.</summary>
    Props DowningActorProps { get; }
}
