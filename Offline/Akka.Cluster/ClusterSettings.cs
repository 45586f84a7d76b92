using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>The section akka.cluster, read.</summary>
public sealed class ClusterSettings
{
    private static readonly TimeSpan WeaklyUpWhenOn = TimeSpan.FromSeconds(7);

    /// <exception cref="ConfigurationException">There is no such section, or a value in it is none.</exception>
    public ClusterSettings(Config config, string systemName)
    {
        var cluster = config.GetConfig("akka.cluster");
        FailureDetectorConfig = cluster?.GetConfig("failure-detector") ?? throw new ConfigurationException(
            $"The configuration of [{systemName}] has no section akka.cluster. Is akka.actor.provider = cluster?");

        LogInfoVerbose = cluster.GetBoolean("log-info-verbose");
        LogInfo = LogInfoVerbose || cluster.GetBoolean("log-info");
        FailureDetectorImplementationClass = FailureDetectorConfig.GetString("implementation-class");
        HeartbeatInterval = FailureDetectorConfig.GetTimeSpan("heartbeat-interval");
        HeartbeatExpectedResponseAfter = FailureDetectorConfig.GetTimeSpan("expected-response-after");
        MonitoredByNrOfMembers = FailureDetectorConfig.GetInt("monitored-by-nr-of-members");

        SeedNodes = [.. cluster.GetStringList("seed-nodes", []).Select(Address.Parse)];
        SeedNodeTimeout = cluster.GetTimeSpan("seed-node-timeout");
        RetryUnsuccessfulJoinAfter = cluster.TimeOrOff("retry-unsuccessful-join-after");
        ShutdownAfterUnsuccessfulJoinSeedNodes = cluster.TimeOrOff("shutdown-after-unsuccessful-join-seed-nodes");
        PeriodicTasksInitialDelay = cluster.GetTimeSpan("periodic-tasks-initial-delay");
        GossipInterval = cluster.GetTimeSpan("gossip-interval");
        GossipTimeToLive = cluster.GetTimeSpan("gossip-time-to-live");
        LeaderActionsInterval = cluster.GetTimeSpan("leader-actions-interval");
        UnreachableNodesReaperInterval = cluster.GetTimeSpan("unreachable-nodes-reaper-interval");
        PublishStatsInterval = cluster.TimeOrOff("publish-stats-interval");
        DownRemovalMargin = cluster.TimeOrOff("down-removal-margin") ?? TimeSpan.Zero;

        Roles = [.. cluster.GetStringList("roles", [])];
        AppVersion = AppVersion.Create(cluster.GetString("app-version"));
        MinNrOfMembers = cluster.GetInt("min-nr-of-members");
        MinNrOfMembersOfRole = cluster.GetConfig("role").AsEnumerable()
            .ToImmutableDictionary(static entry => entry.Key, static entry => entry.Value.GetChildObject("min-nr-of-members").GetInt());
        UseDispatcher = cluster.GetString("use-dispatcher") is { Length: > 0 } dispatcher ? dispatcher : Dispatchers.InternalDispatcherId;
        GossipDifferentViewProbability = cluster.GetDouble("gossip-different-view-probability");
        ReduceGossipDifferentViewProbability = cluster.GetInt("reduce-gossip-different-view-probability");
        SchedulerTickDuration = cluster.GetTimeSpan("scheduler.tick-duration");
        SchedulerTicksPerWheel = cluster.GetInt("scheduler.ticks-per-wheel");
        VerboseHeartbeatLogging = cluster.GetBoolean("debug.verbose-heartbeat-logging");
        VerboseGossipReceivedLogging = cluster.GetBoolean("debug.verbose-receive-gossip-logging");
        DowningProviderType = cluster.GetString("downing-provider-class") is { Length: > 0 } provider
            ? Type.GetType(provider, throwOnError: true)
            : typeof(NoDowning);
        RunCoordinatedShutdownWhenDown = cluster.GetBoolean("run-coordinated-shutdown-when-down");
        WeaklyUpAfter = WeaklyUp(cluster, "allow-weakly-up-members");
        UseLegacyHeartbeatMessage = cluster.GetBoolean("use-legacy-heartbeat-message");
    }

    public bool LogInfoVerbose { get; }

    public bool LogInfo { get; }

    public Config FailureDetectorConfig { get; }

    public string FailureDetectorImplementationClass { get; }

    public TimeSpan HeartbeatInterval { get; }

    public TimeSpan HeartbeatExpectedResponseAfter { get; }

    public int MonitoredByNrOfMembers { get; }

    public ImmutableList<Address> SeedNodes { get; }

    public TimeSpan SeedNodeTimeout { get; }

    /// <summary>Null when switched off.</summary>
    public TimeSpan? RetryUnsuccessfulJoinAfter { get; }

    /// <summary>Null when switched off.</summary>
    public TimeSpan? ShutdownAfterUnsuccessfulJoinSeedNodes { get; }

    public TimeSpan PeriodicTasksInitialDelay { get; }

    public TimeSpan GossipInterval { get; }

    public TimeSpan GossipTimeToLive { get; }

    public TimeSpan LeaderActionsInterval { get; }

    public TimeSpan UnreachableNodesReaperInterval { get; }

    /// <summary>Null when switched off.</summary>
    public TimeSpan? PublishStatsInterval { get; }

    public ImmutableHashSet<string> Roles { get; }

    public AppVersion AppVersion { get; }

    public double GossipDifferentViewProbability { get; }

    public int ReduceGossipDifferentViewProbability { get; }

    public string UseDispatcher { get; }

    public TimeSpan SchedulerTickDuration { get; }

    public int SchedulerTicksPerWheel { get; }

    public int MinNrOfMembers { get; }

    public ImmutableDictionary<string, int> MinNrOfMembersOfRole { get; }

    public bool VerboseHeartbeatLogging { get; }

    public bool VerboseGossipReceivedLogging { get; }

    public Type DowningProviderType { get; }

    public bool RunCoordinatedShutdownWhenDown { get; }

    public bool AllowWeaklyUpMembers => WeaklyUpAfter != TimeSpan.Zero;

    /// <summary>Zero when switched off.</summary>
    public TimeSpan WeaklyUpAfter { get; }

    public bool UseLegacyHeartbeatMessage { get; }

    /// <summary>Zero when switched off.</summary>
    internal TimeSpan DownRemovalMargin { get; }

    private static TimeSpan WeaklyUp(Config cluster, string key)
    {
        if (cluster.IsOff(key)) return TimeSpan.Zero;
        if (cluster.GetString(key, "on")?.ToLowerInvariant() is "on") return WeaklyUpWhenOn;
        var after = cluster.GetTimeSpan(key, WeaklyUpWhenOn);
        return after > TimeSpan.Zero
            ? after
            : throw new ConfigurationException($"akka.cluster.{key} is [{after}]; allowed are on, off and times above zero.");
    }
}
