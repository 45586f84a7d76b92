using Akka.Configuration;

namespace AkkaDreamer.Actors.Cluster.Leasing;

/// <summary>Which row a lease's configuration means: <c>connection</c> (Npgsql's connection string) and <c>run</c>.</summary>
internal static class LeasePlace
{
    /// <summary>The row. Throws <see cref="Actors.Configuration.ConfigurationException"/> when one of the two is missing.</summary>
    public static LearnerRow Row(Config lease) => new(Told(lease, "connection"), Told(lease, "run"));

    private static string Told(Config lease, string key) => lease.GetString(key, "") is { Length: > 0 } value
        ? value
        : throw new Actors.Configuration.ConfigurationException($"the lease of the learner needs '{key}': a standby learner needs PostgreSQL (dreamer.journal.database = postgresql and dreamer.journal.connection)");
}
