using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>
/// Everything that a run is told: one immutable record per section of <c>dreamer</c> in akka.hocon. Made by reading the layers (defaults, presets of agent, size, task family and task, command line),
/// validated, and written to config.json.
/// </summary>
public sealed record RunConfiguration
{
    /// <summary><c>dreamer.run</c>.</summary>
    public RunOptions Run { get; init; } = new();

    /// <summary><c>dreamer.task</c>.</summary>
    public TaskOptions Task { get; init; } = new();

    /// <summary><c>dreamer.environment</c>.</summary>
    public EnvironmentOptions Environment { get; init; } = new();

    /// <summary><c>dreamer.agent</c>: the options of the agent in use, a record of its own type (see <see cref="AgentCatalog"/>).</summary>
    public object Agent { get; init; } = new NoAgentOptions();

    /// <summary><c>dreamer.replay</c>.</summary>
    public ReplayOptions Replay { get; init; } = new();

    /// <summary><c>dreamer.threads</c>.</summary>
    public ThreadOptions Threads { get; init; } = new();

    /// <summary><c>dreamer.journal</c>.</summary>
    public JournalOptions Journal { get; init; } = new();

    /// <summary><c>dreamer.evaluation</c>.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary><c>dreamer.checkpoint</c>.</summary>
    public CheckpointOptions Checkpoint { get; init; } = new();

    /// <summary><c>dreamer.cluster</c>.</summary>
    public ClusterOptions Cluster { get; init; } = new();

    /// <summary><c>dreamer.metrics</c>.</summary>
    public MetricsOptions Metrics { get; init; } = new();
}
