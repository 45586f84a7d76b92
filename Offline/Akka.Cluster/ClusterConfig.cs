using Akka.Configuration;

namespace Akka.Cluster;

/// <summary>Reading what the configuration of a cluster says.</summary>
internal static class ClusterConfig
{
    public static Config Default() => ConfigurationFactory.FromResource("Akka.Cluster.Configuration.Cluster.conf", typeof(ClusterConfig).Assembly);

    public static bool IsOff(this Config config, string key) => config.GetString(key, "")?.ToLowerInvariant() is "off" or "false" or "no";

    /// <summary>The time, or null where it says off.</summary>
    public static TimeSpan? TimeOrOff(this Config config, string key) => config.IsOff(key) ? null : config.GetTimeSpan(key);
}
