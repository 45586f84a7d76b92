using System.Collections.Immutable;

namespace AkkaDreamer.Actors.Reporting;

/// <summary>What there is to say of a run at one moment. Rates are of the last seconds; returns are sums of rewards of whole episodes.</summary>
public sealed record RunView
{
    /// <summary>Before anything happened.</summary>
    public static readonly RunView Empty = new();

    /// <summary>What the run does now, in a few words.</summary>
    public string Phase { get; init; } = "starting";

    /// <summary>Decisions of the agent so far.</summary>
    public long Steps { get; init; }

    /// <summary>Steps of the simulator so far.</summary>
    public long Frames { get; init; }

    /// <summary>Updates so far.</summary>
    public long Updates { get; init; }

    /// <summary>Seconds since the run's first start, pauses left out.</summary>
    public double Seconds { get; init; }

    /// <summary>Decisions a second.</summary>
    public double StepsPerSecond { get; init; }

    /// <summary>Updates a second.</summary>
    public double UpdatesPerSecond { get; init; }

    /// <summary>Achieved train ratio.</summary>
    public double TrainRatio { get; init; }

    /// <summary>Steps that replay holds.</summary>
    public long HeldSteps { get; init; }

    /// <summary>Bytes that replay holds.</summary>
    public long HeldBytes { get; init; }

    /// <summary>Finished training episodes of this process.</summary>
    public long Episodes { get; init; }

    /// <summary>Returns of the last training episodes, oldest first, 100 at most.</summary>
    public ImmutableQueue<double> RecentReturns { get; init; } = [];

    /// <summary>Evaluations so far: decisions and mean return.</summary>
    public ImmutableList<(long Step, double Return)> Evaluations { get; init; } = [];

    /// <summary>The newest mean of every number that parts reported, by its name in metrics.jsonl.</summary>
    public ImmutableSortedDictionary<string, double> Values { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Who waits (a second or more), and for what.</summary>
    public ImmutableSortedDictionary<string, string> Waits { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Faults seen and answered, by class.</summary>
    public ImmutableSortedDictionary<string, long> Faults { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>The last fault in one line; null when there was none.</summary>
    public string? LastFault { get; init; }

    /// <summary>The mean of <see cref="RecentReturns"/>; null before the first episode.</summary>
    public double? MeanReturn => RecentReturns.IsEmpty ? null : RecentReturns.Average();
}
