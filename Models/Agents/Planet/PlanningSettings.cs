using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Models.Agents.Planet;

/// <summary>Planning by the cross-entropy method (PlaNet, Algorithm 2).</summary>
public sealed record PlanningSettings : IValidatableObject
{
    [Description("H: steps planned ahead."), Range(1, 200)]
    public int Horizon { get; init; } = 12;

    [Description("J: action sequences tried per iteration."), Range(2, 100_000)]
    public int Candidates { get; init; } = 1000;

    [Description("I: iterations."), Range(1, 100)]
    public int Iterations { get; init; } = 10;

    [Description("K: the best sequences, to which mean and deviation are fitted."), Range(1, 100_000)]
    public int Elites { get; init; } = 100;

    [Description("While collecting: standard deviation of the noise on the action."), Range(0.0, 1.0)]
    public double ExplorationNoise { get; init; } = 0.3;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Elites > Candidates) yield return new ValidationResult($"elites is {Elites}, but there are only {Candidates} candidates to choose them from", [nameof(Elites)]);
    }
}
