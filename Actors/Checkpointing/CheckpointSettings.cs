using System.Collections.Immutable;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Checkpointing;

/// <summary>What the checkpoints actor is told at birth.</summary>
public sealed record CheckpointSettings
{
    /// <summary>The run folder.</summary>
    public required string RunFolder { get; init; }

    /// <summary>The parts that make a checkpoint whole.</summary>
    public required ImmutableSortedSet<string> Parts { get; init; }

    /// <summary>The newest that the journal names, newest first: what one that died knew.</summary>
    public ImmutableList<KnownCheckpoint> Known { get; init; } = [];

    /// <summary>How many are kept.</summary>
    public int Keep { get; init; } = 3;

    /// <summary>A cut whose parts have not all come by then is given up.</summary>
    public TimeSpan PartsDeadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often an unanswered message is repeated and the deadline looked at.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(1);
}
