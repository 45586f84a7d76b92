using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>Whole episodes with the mode of the policy, beside training: <c>dreamer.evaluation</c>.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Decisions between two evaluations; 0 never evaluates. The end of a run is always evaluated unless it is 0.</summary>
    [Description("Decisions of the agent between two evaluations; 0 = never.")]
    [Range(0L, long.MaxValue)]
    public long Every { get; init; } = 5_000;

    /// <summary>Whole episodes in one evaluation.</summary>
    [Description("Whole episodes in one evaluation.")]
    [Range(1, 10_000)]
    public int Episodes { get; init; } = 10;
}
