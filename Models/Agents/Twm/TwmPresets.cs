using AkkaDreamer.Models.Agents.Presets;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Optimisation;
using AkkaDreamer.Models.Transformer;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>The published settings, and two small sizes of ours.</summary>
public static class TwmPresets
{
    /// <summary>The settings at a size: paper, tiny or debug. Throws <see cref="ArgumentException"/> for another one.</summary>
    public static TwmSettings Settings(string size) => SizeNames.Choose(
        size,
        "twm",
        new TwmSettings(),
        Small(layers: 2, width: 64, latents: 8, classes: 8, units: 64, depth: 4, memory: 8, horizon: 10, trajectories: 64, Fast(3e-3), Fast(1e-3)),
        Small(layers: 2, width: 16, latents: 4, classes: 4, units: 16, depth: 2, memory: 4, horizon: 4, trajectories: 12, Fast(1e-3), Fast(1e-3)));

    private static OptimiserSettings Fast(double rate) => new TwmSettings().ActorOptimiser with { Rate = rate };

    // Small networks and few updates: norms, one hidden layer, no dropout.
    private static TwmSettings Small(
        int layers, int width, int latents, int classes, int units, int depth, int memory, int horizon, int trajectories, OptimiserSettings model, OptimiserSettings policy)
    {
        var paper = new TwmSettings();
        return paper with
        {
            Rewards = RewardTransform.None,
            Observation = paper.Observation with
            {
                Stochastic = latents, Classes = classes, Layers = 1, Units = units, Norm = NormKind.Layer,
                Image = new ImageSettings { Depth = depth, Kernel = 4, Resampling = Resampling.Strided },
            },
            Dynamics = paper.Dynamics with
            {
                Transformer = new TransformerSettings { Width = width, Layers = layers, Heads = 2, HeadSize = width / 4, FeedForward = 2 * width, Memory = memory, Dropout = 0 },
                HeadLayers = 1, LatentUnits = units, Units = units, Norm = NormKind.Layer,
            },
            Behaviour = paper.Behaviour with { Horizon = horizon, Trajectories = trajectories, Layers = 2, Units = units, Norm = NormKind.Layer, ActorOutputScale = 0.01 },
            ObservationOptimiser = model with { Clip = 100 },
            DynamicsOptimiser = model with { Clip = 100 },
            ActorOptimiser = policy,
            CriticOptimiser = policy,
        };
    }
}
