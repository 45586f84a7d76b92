using Akka.Configuration;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Cluster.Leasing;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using Npgsql;
using ConfigurationException = AkkaDreamer.Actors.Configuration.ConfigurationException;

namespace AkkaDreamer.Actors.Run;

/// <summary>Akka's configuration for one run: akka.hocon's section, with the run folder's journal and log.</summary>
public static class RunSystem
{
    /// <summary>The configuration. Throws <see cref="ConfigurationException"/> when PostgreSQL is chosen without a connection string.</summary>
    public static Config Configuration(RunSetup setup)
    {
        var (folder, journal) = (setup.Folder, setup.Configuration.Journal);
        if (journal.Database == JournalDatabase.Postgresql && journal.Connection.Length == 0)
        {
            throw new ConfigurationException("dreamer.journal.database = postgresql needs dreamer.journal.connection, or the environment variable DREAMER_POSTGRES");
        }

        var (provider, connection) = journal.Database == JournalDatabase.Sqlite
            ? ("SQLite.MS", $"Data Source={folder.Journal}")
            : ("PostgreSQL.15", Session(journal.Connection));
        var ours = ConfigurationFactory.ParseString($$"""
            akka.run-log = {{Quote(LeaseOf(setup) is null ? folder.Log : $"{folder.Log}.{Environment.MachineName}-{setup.Configuration.Cluster.Port}")}}
            akka.run-log-bytes = {{setup.Configuration.Metrics.KeepBytes}}
            akka.persistence {
              journal.sql { provider-name = {{Quote(provider)}}, connection-string = {{Quote(connection)}} }
              snapshot-store.sql { provider-name = {{Quote(provider)}}, connection-string = {{Quote(connection)}} }
            }
            """);
        var cluster = setup.Configuration.Cluster;
        ours = ours.WithFallback(ConfigurationFactory.ParseString(setup.Akka));
        return cluster.IsOn ? ClusterSystem.Configuration(cluster, NodeRole.Learner, ours, LeaseOf(setup)) : ours;
    }

    /// <summary>The row that decides who learns, for a run that one learner may take over from another: in a cluster, with its journal in PostgreSQL. Null for any other.</summary>
    public static LeasePlace? LeaseOf(RunSetup setup) => setup.Configuration is { Cluster.IsOn: true, Journal.Database: JournalDatabase.Postgresql } configuration
        ? new LeasePlace(configuration.Journal.Connection, JournalName.Of(setup.Folder, configuration.Journal))
        : null;

    /// <summary>
    /// A machine that dies, or is cut off, in the midst of a write leaves a transaction at the server whose locks hold up whoever takes over, for as long as TCP has patience: hours. So the server ends those that say nothing.
    /// Sooner than a standby can begin.
    /// </summary>
    private static string Session(string connection)
    {
        const string limit = "idle_in_transaction_session_timeout";
        var session = new NpgsqlConnectionStringBuilder(connection);
        if (session.Options?.Contains(limit, StringComparison.Ordinal) != true) session.Options = $"{session.Options} -c {limit}=5s".Trim();
        return session.ConnectionString;
    }

    internal static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
