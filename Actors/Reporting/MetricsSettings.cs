namespace AkkaDreamer.Actors.Reporting;

/// <summary>What the metrics actor is told at birth.</summary>
public sealed record MetricsSettings
{
    /// <summary>metrics.jsonl.</summary>
    public required string File { get; init; }

    /// <summary>Most bytes of it (<see cref="MetricsFile"/>).</summary>
    public long KeepBytes { get; init; } = long.MaxValue;

    /// <summary>The folder for pictures.</summary>
    public required string Media { get; init; }

    /// <summary>Pictures of a kind that stay, the newest.</summary>
    public int KeepPictures { get; init; } = 100;

    /// <summary>Where the newest view of the run is put.</summary>
    public required RunBoard Board { get; init; }

    /// <summary>Makes TensorBoard's writer; null when it is not wanted.</summary>
    public Func<IScalarSink>? TensorBoard { get; init; }

    /// <summary>Time between two lines of metrics.jsonl; episodes and evaluations are written when they end.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the view is renewed.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Numbers that every line also has, read when it is written.</summary>
    public Func<IEnumerable<KeyValuePair<string, double>>> Also { get; init; } = static () => [];
}
