using AkkaDreamer.Models.Networks;

namespace AkkaDreamer.Models.Optimisation;

/// <summary>Makes optimisers from their settings.</summary>
public static class Optimisers
{
    /// <summary>The optimiser of some weights.</summary>
    public static IOptimiser Create(Weights weights, OptimiserSettings settings) =>
        settings.Kind == OptimiserKind.Adam ? new Adam(weights, settings) : new LaProp(weights, settings);
}
