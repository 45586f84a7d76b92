using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>When everything that resume needs is written: <c>dreamer.checkpoint</c>. A run also writes one when it ends or is told to.</summary>
public sealed record CheckpointOptions
{
    /// <summary>Updates between two checkpoints; 0: by time alone.</summary>
    [Description("Updates between two checkpoints; 0 = by time alone.")]
    [Range(0L, long.MaxValue)]
    public long EveryUpdates { get; init; }

    /// <summary>Time between two checkpoints (ignored in lockstep unless <see cref="EveryUpdates"/> is 0).</summary>
    [Description("Time between two checkpoints.")]
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many are kept; older ones are deleted.</summary>
    [Description("How many of the newest checkpoints are kept.")]
    [Range(1, 1000)]
    public int Keep { get; init; } = 3;
}
