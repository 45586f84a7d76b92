using Akka.Configuration;

namespace AkkaDreamer.Actors.Cluster.Leasing;

/// <summary>Which row decides who learns: Npgsql's connection string, and the run's name in its journal.</summary>
public sealed record LeasePlace(string Connection, string Run)
{
    /// <summary>The row that a lease's configuration means. Throws <see cref="Actors.Configuration.ConfigurationException"/> when one of the two is missing.</summary>
    internal static LearnerRow Row(Config lease) => new(Told(lease, "connection"), Told(lease, "run"));

    /// <summary>Whether a lease's configuration means a row at all.</summary>
    internal static bool IsTold(Config lease) => lease.GetString("connection", "").Length > 0;

    private static string Told(Config lease, string key) => lease.GetString(key, "") is { Length: > 0 } value
        ? value
        : throw new Actors.Configuration.ConfigurationException($"the lease of the learner needs '{key}': a standby learner needs PostgreSQL (dreamer.journal.database = postgresql and dreamer.journal.connection)");
}
