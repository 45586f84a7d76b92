using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>What is run: <c>dreamer.run</c>.</summary>
public sealed record RunOptions
{
    /// <summary>The agent's name, which chooses the agent preset.</summary>
    [Description("Agent: its name, and with it the agent preset.")]
    public string Agent { get; init; } = "dreamer-v3";

    /// <summary>The size's name, which chooses the size preset.</summary>
    [Description("Size of the networks: its name, and with it the size preset.")]
    public string Size { get; init; } = "tiny";

    /// <summary>The task's name, which chooses the task preset.</summary>
    [Description("Task: its name, and with it the task preset.")]
    public string Task { get; init; } = "catch";

    /// <summary>Every generator of the run is derived from it.</summary>
    [Description("Seed of everything random in the run.")]
    [Range(0L, long.MaxValue)]
    public long Seed { get; init; }

    /// <summary>Overlapped or lockstep.</summary>
    [Description("overlapped: acting, learning and dreaming go on at once; lockstep: one order, bit-equal results.")]
    public Schedule Schedule { get; init; } = Schedule.Overlapped;

    /// <summary>Decisions of the agent, all environments together, after which the run ends.</summary>
    [Description("Budget: decisions of the agent, all environments together, after which the run ends.")]
    [Range(1L, long.MaxValue)]
    public long Steps { get; init; } = 100_000;

    /// <summary>The run also ends when an evaluation's mean return reaches this.</summary>
    [Description("The run also ends when the mean return of an evaluation reaches this; none = only the budget ends it.")]
    public double? TargetReturn { get; init; }

    /// <summary>When nobody progresses for this long, the log says who waits for whom.</summary>
    [Description("When nobody progresses for this long, the log says who waits for whom.")]
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan StallAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Ctrl-C or SIGTERM: how long the run may take to write its checkpoint and to leave. An update that is being computed is waited for all the same.</summary>
    [Description("Ctrl-C or SIGTERM: how long the last checkpoint and leaving may take; then it leaves without (an update being computed is waited for).")]
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(30);
}
