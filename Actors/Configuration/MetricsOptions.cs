using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>What is written down while a run goes on: <c>dreamer.metrics</c>.</summary>
public sealed record MetricsOptions
{
    /// <summary>Time between two lines of metrics.jsonl; episodes and evaluations are written when they end.</summary>
    [Description("Time between two lines of metrics.jsonl; episodes and evaluations are written when they end.")]
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether TensorBoard's event files are written too.</summary>
    [Description("Whether TensorBoard's event files are written too.")]
    public bool TensorBoard { get; init; } = true;

    /// <summary>Updates between two strips of true, model and error frames; 0 takes none. Only tasks that show images have them.</summary>
    [Description("Updates between two strips of true, model and error frames (image tasks); 0 = none.")]
    [Range(0L, long.MaxValue)]
    public long PicturesEvery { get; init; } = 1_000;

    /// <summary>Strips in media/ that stay: the newest so many of predictions, and of evaluations.</summary>
    [Description("Strips in media/ that stay: the newest so many of predictions, and as many of evaluations.")]
    [Range(1, 1_000_000)]
    public int KeepPictures { get; init; } = 100;

    /// <summary>Most bytes of metrics.jsonl, of tensorboard/ and of run.log, each: then every second line of metrics.jsonl goes (those of evaluations as long as they can stay), and of the others the oldest part.</summary>
    [Description("Most bytes of metrics.jsonl (then every second line goes, evaluations last), of tensorboard/ and of run.log (then their oldest part goes), each.")]
    [Range(1L << 20, long.MaxValue)]
    public long KeepBytes { get; init; } = DefaultKeepBytes;

    /// <summary>256 MiB: weeks of most runs.</summary>
    internal const long DefaultKeepBytes = 256L << 20;
}
