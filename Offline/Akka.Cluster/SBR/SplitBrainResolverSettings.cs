using System.Collections.Immutable;
using Akka.Configuration;

namespace Akka.Cluster.SBR;

/// <summary>The section akka.cluster.split-brain-resolver, read; that of a strategy when it is asked for.</summary>
public sealed class SplitBrainResolverSettings
{
    public const string KeepMajorityName = "keep-majority";
    public const string LeaseMajorityName = "lease-majority";
    public const string StaticQuorumName = "static-quorum";
    public const string KeepOldestName = "keep-oldest";
    public const string DownAllName = "down-all";

    public static readonly ImmutableHashSet<string> AllStrategyNames =
        [KeepMajorityName, LeaseMajorityName, StaticQuorumName, KeepOldestName, DownAllName];

    private const string Section = "akka.cluster.split-brain-resolver";

    private static readonly TimeSpan LeastUnstableTime = TimeSpan.FromSeconds(4);

    private readonly Config _config;

    /// <exception cref="ConfigurationException">The section is missing, or its times or strategy are none.</exception>
    public SplitBrainResolverSettings(Config config)
    {
        _config = config.GetConfig(Section);
        if (_config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<SplitBrainResolverSettings>(Section);
        DowningStableAfter = _config.GetTimeSpan("stable-after");
        if (DowningStableAfter <= TimeSpan.Zero) throw new ConfigurationException($"{Section}.stable-after must be above 0s");
        DowningStrategy = _config.GetString("active-strategy")?.ToLowerInvariant();
        if (!AllStrategyNames.Contains(DowningStrategy))
            throw new ConfigurationException(
                $"{Section}.active-strategy is [{DowningStrategy}]; there are {string.Join(", ", AllStrategyNames.Order(StringComparer.Ordinal))}");
        DownAllWhenUnstable = _config.GetString("down-all-when-unstable")?.ToLowerInvariant() switch
        {
            "on" => TimeSpan.FromTicks(Math.Max(LeastUnstableTime.Ticks, DowningStableAfter.Ticks * 3 / 4)),
            "off" => TimeSpan.Zero,
            _ => _config.GetTimeSpan("down-all-when-unstable"),
        };
    }

    public TimeSpan DowningStableAfter { get; }

    public string DowningStrategy { get; }

    /// <summary>Zero when switched off.</summary>
    public TimeSpan DownAllWhenUnstable { get; }

    /// <summary>Null for all members.</summary>
    public string KeepMajorityRole => Role(Of(KeepMajorityName));

    /// <exception cref="ConfigurationException">No quorum-size of at least 1.</exception>
    public StaticQuorumSettings StaticQuorumSettings
    {
        get
        {
            var size = Of(StaticQuorumName).GetInt("quorum-size");
            if (size < 1) throw new ConfigurationException($"{Section}.{StaticQuorumName}.quorum-size must be at least 1");
            return new StaticQuorumSettings(size, Role(Of(StaticQuorumName)));
        }
    }

    public KeepOldestSettings KeepOldestSettings => new(Of(KeepOldestName).GetBoolean("down-if-alone"), Role(Of(KeepOldestName)));

    /// <exception cref="ConfigurationException">No lease-implementation.</exception>
    public LeaseMajoritySettings LeaseMajoritySettings
    {
        get
        {
            var config = Of(LeaseMajorityName);
            return new LeaseMajoritySettings(
                config.GetString("lease-implementation") is { Length: > 0 } lease
                    ? lease
                    : throw new ConfigurationException($"{Section}.{LeaseMajorityName}.lease-implementation must be defined"),
                config.GetTimeSpan("acquire-lease-delay-for-minority"),
                config.GetTimeSpan("release-after"),
                Role(config),
                config.GetString("lease-name")?.Trim() is { Length: > 0 } name ? name : null);
        }
    }

    private static string Role(Config strategy) => strategy.GetString("role") is { Length: > 0 } role ? role : null;

    private Config Of(string strategy) => _config.GetConfig(strategy);
}
