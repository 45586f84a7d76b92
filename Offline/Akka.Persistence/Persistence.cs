using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>The id of the persistence extension: <c>Persistence.Instance.Apply(system)</c>.</summary>
public class Persistence : ExtensionIdProvider<PersistenceExtension>
{
    public static Persistence Instance { get; } = new();

    public static Config DefaultConfig() => ConfigurationFactory.FromResource<Persistence>("Akka.Persistence.persistence.conf");

    public override PersistenceExtension CreateExtension(ExtendedActorSystem system) => new(system);
}
