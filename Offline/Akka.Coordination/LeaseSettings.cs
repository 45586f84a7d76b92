using Akka.Configuration;

namespace Akka.Coordination;

/// <summary>What a lease is called, who holds it and how long things may take.</summary>
public sealed class LeaseSettings
{
    public LeaseSettings(string leaseName, string ownerName, TimeoutSettings timeoutSettings, Config leaseConfig)
    {
        LeaseName = leaseName;
        OwnerName = ownerName;
        TimeoutSettings = timeoutSettings;
        LeaseConfig = leaseConfig;
    }

    public string LeaseName { get; }

    public string OwnerName { get; }

    public TimeoutSettings TimeoutSettings { get; }

    /// <summary>The section of this lease, with the defaults below it.</summary>
    public Config LeaseConfig { get; }

    /// <exception cref="ConfigurationException">The section is missing or empty.</exception>
    public static LeaseSettings Create(Config config, string leaseName, string ownerName) => config.IsNullOrEmpty()
        ? throw ConfigurationException.NullOrEmptyConfig<LeaseSettings>()
        : new LeaseSettings(leaseName, ownerName, TimeoutSettings.Create(config), config);

    public LeaseSettings WithTimeoutSettings(TimeoutSettings timeoutSettings) => new(LeaseName, OwnerName, timeoutSettings, LeaseConfig);

    public override string ToString() => $"LeaseSettings({LeaseName}, {OwnerName}, {TimeoutSettings})";
}
