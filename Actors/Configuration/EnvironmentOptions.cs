using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

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
}
