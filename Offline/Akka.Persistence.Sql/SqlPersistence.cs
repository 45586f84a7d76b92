using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence.Sql;

/// <summary>Adds the defaults of journal and snapshot store to an actor system's configuration: <c>SqlPersistence.Get(system)</c>.</summary>
/// <remarks>Not needed to use the plugins: each falls back on its defaults by itself.</remarks>
public sealed class SqlPersistence : IExtension
{
    public const string JournalConfigPath = "akka.persistence.journal.sql";
    public const string SnapshotStoreConfigPath = "akka.persistence.snapshot-store.sql";

    public static readonly Config DefaultConfiguration =
        ConfigurationFactory.FromResource<SqlPersistence>("Akka.Persistence.Sql.persistence.conf")
            .WithFallback(ConfigurationFactory.FromResource<SqlPersistence>("Akka.Persistence.Sql.snapshot.conf"));

    public static readonly Config DefaultJournalConfiguration = DefaultConfiguration.GetConfig(JournalConfigPath);
    public static readonly Config DefaultSnapshotConfiguration = DefaultConfiguration.GetConfig(SnapshotStoreConfigPath);

    public SqlPersistence(ActorSystem system) => system.Settings.InjectTopLevelFallback(DefaultConfiguration);

    public static SqlPersistence Get(ActorSystem system) => system.WithExtension<SqlPersistence, SqlPersistenceProvider>();
}

/// <summary>The id of <see cref="SqlPersistence"/>.</summary>
public sealed class SqlPersistenceProvider : ExtensionIdProvider<SqlPersistence>
{
    public override SqlPersistence CreateExtension(ExtendedActorSystem system) => new(system);
}
