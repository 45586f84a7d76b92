using Akka.Actor;

namespace Akka.Coordination;

/// <summary>Makes the leases of a system.</summary>
public class LeaseProviderExtensionProvider : ExtensionIdProvider<LeaseProvider>
{
    public override LeaseProvider CreateExtension(ExtendedActorSystem system) => new(system);
}
