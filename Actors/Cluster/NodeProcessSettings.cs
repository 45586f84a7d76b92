using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Run;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>What a node's process is told.</summary>
public sealed record NodeProcessSettings
{
    /// <summary>Where it listens, whom it joins, the secret.</summary>
    public required ClusterOptions Cluster { get; init; }

    /// <summary>What it is there for.</summary>
    public required NodeRole Role { get; init; }

    /// <summary>How many environments it brings.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The <c>akka</c> section of akka.hocon, as HOCON text.</summary>
    public required string Akka { get; init; }

    /// <summary>Its log.</summary>
    public required string Log { get; init; }

    /// <summary>What it does for a run that told its configuration.</summary>
    public required Func<Admitted, NodePart> Part { get; init; }

    /// <summary>Bytes of chunks that are kept, at most, while they cannot be handed in.</summary>
    public long KeepBytes { get; init; } = 256L << 20;

    /// <inheritdoc cref="NodeSettings.Silence"/>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(7);

    /// <inheritdoc cref="NodeSettings.GiveUp"/>
    public TimeSpan GiveUp { get; init; } = TimeSpan.FromSeconds(27);

    /// <summary>The part of a node whose command line has these settings: what the learner told, and what belongs to this machine.</summary>
    public static Func<Admitted, NodePart> PartUnder(IReadOnlyList<Setting> commandLine) =>
        told => NodePart.Of(new ActingPlan(ConfigurationReader.ForNode(told.Configuration, commandLine)));
}
