using Akka.Actor;
using Akka.Configuration;

namespace AkkaDreamer.Tests.Offline;

/// <summary>Actor systems with a journal each, closed at the end of a test.</summary>
internal sealed class Ledgers : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<ActorSystem> _systems = [];

    /// <summary>The configuration of a system that keeps ledgers in the database; "memory" for none.</summary>
    public static Config Config(string provider, string connectionString = "", string more = "")
    {
        // The breaker's patience is for a machine that is busy with other tests.
        var sql = $"connection-string = \"{connectionString}\", provider-name = \"{provider}\", circuit-breaker.call-timeout = 60s";
        var plugin = provider == "memory" ? "inmem" : "sql";
        return ConfigurationFactory.ParseString($$"""
            akka.loglevel = WARNING
            akka.stdout-loglevel = OFF
            akka.loggers = []
            akka.persistence {
              journal {
                plugin = "akka.persistence.journal.{{plugin}}"
                sql {
                  class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
                  {{sql}}
                }
              }
              snapshot-store {
                plugin = "akka.persistence.snapshot-store.{{plugin}}"
                sql {
                  class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql"
                  {{sql}}
                }
              }
            }
            akka.actor {
              serializers.ledger = "{{typeof(LedgerSerializer).AssemblyQualifiedName}}"
              serialization-bindings {
                "{{typeof(Noted).AssemblyQualifiedName}}" = ledger
                "{{typeof(LedgerState).AssemblyQualifiedName}}" = ledger
              }
            }
            """).WithFallback(more);
    }

    public ActorSystem System(Config config)
    {
        var system = ActorSystem.Create("ledgers", config);
        _systems.Add(system);
        return system;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var system in _systems)
            await system.Terminate();
    }
}
