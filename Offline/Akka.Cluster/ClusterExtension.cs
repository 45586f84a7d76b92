using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Cluster;

/// <summary>Makes and finds the <see cref="Cluster"/> of a system.</summary>
public class ClusterExtension : ExtensionIdProvider<Cluster>
{
    public override Cluster CreateExtension(ExtendedActorSystem system) => new((ActorSystemImpl)system);
}
