using Akka.Actor;
using Akka.Configuration;
using Akka.Coordination;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>The section akka.cluster.singleton, read.</summary>
public sealed class ClusterSingletonManagerSettings : INoSerializationVerificationNeeded
{
    public ClusterSingletonManagerSettings(
        string singletonName, string role, TimeSpan removalMargin, TimeSpan handOverRetryInterval, bool considerAppVersion)
        : this(singletonName, role, removalMargin, handOverRetryInterval, null, considerAppVersion)
    {
    }

    /// <exception cref="ArgumentNullException">No name.</exception>
    /// <exception cref="ArgumentException">A time is negative, or the interval zero.</exception>
    public ClusterSingletonManagerSettings(
        string singletonName,
        string role,
        TimeSpan removalMargin,
        TimeSpan handOverRetryInterval,
        LeaseUsageSettings leaseSettings,
        bool considerAppVersion)
    {
        if (string.IsNullOrWhiteSpace(singletonName)) throw new ArgumentNullException(nameof(singletonName));
        if (removalMargin < TimeSpan.Zero) throw new ArgumentException("ClusterSingletonManagerSettings.RemovalMargin must be positive", nameof(removalMargin));
        if (handOverRetryInterval <= TimeSpan.Zero)
            throw new ArgumentException("ClusterSingletonManagerSettings.HandOverRetryInterval must be positive", nameof(handOverRetryInterval));
        SingletonName = singletonName;
        Role = role;
        RemovalMargin = removalMargin;
        HandOverRetryInterval = handOverRetryInterval;
        LeaseSettings = leaseSettings;
#pragma warning disable CS0618 // obsolete for others
        ConsiderAppVersion = considerAppVersion;
#pragma warning restore CS0618
    }

    public string SingletonName { get; }

    /// <summary>Null for all members.</summary>
    public string Role { get; }

    /// <summary>How long after the removal of a downed member the singleton starts elsewhere; zero: as the downing provider says.</summary>
    public TimeSpan RemovalMargin { get; }

    public TimeSpan HandOverRetryInterval { get; }

    /// <summary>Null without a lease.</summary>
    public LeaseUsageSettings LeaseSettings { get; }

    [Obsolete("ConsiderAppVersion is not used anymore and will be removed in future versions.")]
    public bool ConsiderAppVersion { get; }

    public static ClusterSingletonManagerSettings Create(ActorSystem system)
    {
        system.Settings.InjectTopLevelFallback(ClusterSingletonManager.DefaultConfig());
        return Create(system.Settings.Config.GetConfig("akka.cluster.singleton"))
            .WithRemovalMargin(Cluster.Get(system).DowningProvider.DownRemovalMargin);
    }

    /// <exception cref="ConfigurationException">The section is missing or empty.</exception>
    public static ClusterSingletonManagerSettings Create(Config config)
    {
        if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<ClusterSingletonManagerSettings>();
        return new ClusterSingletonManagerSettings(
            config.GetString("singleton-name"),
            config.GetString("role") is { Length: > 0 } role ? role : null,
            TimeSpan.Zero,
            config.GetTimeSpan("hand-over-retry-interval"),
            config.GetString("use-lease") is { Length: > 0 } lease ? new LeaseUsageSettings(lease, config.GetTimeSpan("lease-retry-interval")) : null,
            config.GetBoolean("consider-app-version"));
    }

    public ClusterSingletonManagerSettings WithSingletonName(string singletonName) =>
        new(singletonName ?? SingletonName, Role, RemovalMargin, HandOverRetryInterval, LeaseSettings, false);

    /// <param name="role">Null and empty leave it as it is.</param>
    public ClusterSingletonManagerSettings WithRole(string role) =>
        new(SingletonName, string.IsNullOrEmpty(role) ? Role : role, RemovalMargin, HandOverRetryInterval, LeaseSettings, false);

    public ClusterSingletonManagerSettings WithRemovalMargin(TimeSpan removalMargin) =>
        new(SingletonName, Role, removalMargin, HandOverRetryInterval, LeaseSettings, false);

    public ClusterSingletonManagerSettings WithHandOverRetryInterval(TimeSpan handOverRetryInterval) =>
        new(SingletonName, Role, RemovalMargin, handOverRetryInterval, LeaseSettings, false);

    /// <param name="leaseSettings">Null leaves them as they are.</param>
    public ClusterSingletonManagerSettings WithLeaseSettings(LeaseUsageSettings leaseSettings) =>
        new(SingletonName, Role, RemovalMargin, HandOverRetryInterval, leaseSettings ?? LeaseSettings, false);
}
