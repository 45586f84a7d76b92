using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>How the worlds are stepped: <c>dreamer.environment</c>.</summary>
public sealed record EnvironmentOptions
{
    /// <summary>How many environments act at once.</summary>
    [Description("How many environments act at once.")]
    [Range(1, 1024)]
    public int Count { get; init; } = 1;

    /// <summary>A step that takes longer is a hang: the environment is given up and a new one made.</summary>
    [Description("A step that takes longer than this is a hang; the environment is replaced.")]
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan StepDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where environments live.</summary>
    [Description("none: environments run in this process; process: each in a child process of its own, which is killed when it hangs or takes too much memory.")]
    public Isolation Isolate { get; init; }

    /// <summary>Most memory of a child process.</summary>
    [Description("Most resident memory of an environment's child process, which is killed when it takes more; none = no limit. For environments in this process it is refused.")]
    [Range(64L << 20, long.MaxValue)]
    public long? MemoryLimit { get; init; }

    /// <summary>An environment that fails so often without an episode, or a thousand steps, between is not made again.</summary>
    [Description("So many faults in a row, without a whole episode or 1000 steps between them, and an environment is left out of the run; 0 = never.")]
    [Range(0, 1_000_000)]
    public int QuarantineAfter { get; init; } = 10;

    /// <summary>The limits for environments that live in processes of their own.</summary>
    public ProcessLimits LimitsFor(CancellationToken givenUp) => new() { Step = StepDeadline, Memory = MemoryLimit, GivenUp = givenUp };
}
