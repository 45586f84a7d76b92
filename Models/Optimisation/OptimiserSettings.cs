using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Models.Optimisation;

/// <summary>Which rule steps the weights.</summary>
public enum OptimiserKind
{
    /// <summary>Adam (Kingma and Ba 2015), the whole gradient clipped by its norm.</summary>
    Adam,

    /// <summary>LaProp (Ziyin et al. 2020) after adaptive gradient clipping (Brock et al. 2021).</summary>
    LaProp,
}

/// <summary>An optimiser.</summary>
public sealed record OptimiserSettings
{
    [Description("adam or la-prop.")]
    public OptimiserKind Kind { get; init; } = OptimiserKind.LaProp;

    [Description("Learning rate."), Range(0.0, 1.0)]
    public double Rate { get; init; } = 4e-5;

    [Description("Added to the root of the second moment."), Range(0.0, 1.0)]
    public double Epsilon { get; init; } = 1e-20;

    [Description("Decay of the first moment."), Range(0.0, 0.99999)]
    public double Beta1 { get; init; } = 0.9;

    [Description("Decay of the second moment."), Range(0.0, 0.99999999)]
    public double Beta2 { get; init; } = 0.999;

    [Description("Clipping: for adam the largest norm of the whole gradient, for la-prop the largest ratio of a gradient's norm to its weight's. 0: none."), Range(0.0, 1e9)]
    public double Clip { get; init; } = 0.3;

    [Description("Adam: share of every weight added to its gradient (L2)."), Range(0.0, 1.0)]
    public double WeightDecay { get; init; }

    [Description("Adam: share of every weight that a step takes away, whatever the gradient and the rate (DreamerV2)."), Range(0.0, 1.0)]
    public double Shrink { get; init; }

    [Description("Updates over which the learning rate rises from zero."), Range(0, 10_000_000)]
    public int WarmUp { get; init; } = 1000;
}
