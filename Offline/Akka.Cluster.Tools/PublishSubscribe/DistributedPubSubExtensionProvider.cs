using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>Makes and finds the <see cref="DistributedPubSub"/> of a system.</summary>
public sealed class DistributedPubSubExtensionProvider : ExtensionIdProvider<DistributedPubSub>
{
    public override DistributedPubSub CreateExtension(ExtendedActorSystem system) => new(system);
}
