using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>MuDreamer's predictions in place of the reconstruction.</summary>
public sealed record PredictiveSettings
{
    [Description("A head predicts the lambda-return of the replayed trajectory.")]
    public bool Value { get; init; } = true;

    [Description("A head predicts the last action from the observation and the state before.")]
    public bool Action { get; init; } = true;

    [Description("Share of the value head that its slow copy takes over per update."), Range(0.0, 1.0)]
    public double SlowRate { get; init; } = 0.01;
}
