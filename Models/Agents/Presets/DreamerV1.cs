using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Latents;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Objectives;
using AkkaDreamer.Models.Optimisation;
using AkkaDreamer.Models.Rssm;

namespace AkkaDreamer.Models.Agents.Presets;

/// <summary>
/// Dreamer (Hafner et al. 2020, arXiv 1912.01603): a Gaussian recurrent model, and an actor that learns by backpropagation of lambda-returns through it. Its contrastive variant replaces the likelihood of
/// the observation by InfoNCE. PlaNet and RePo begin from the same world model.
/// </summary>
public static class DreamerV1
{
    /// <summary>The settings at a size. Throws <see cref="ArgumentException"/> for a name that is none.</summary>
    public static DreamerSettings Settings(string size, Objective objective = Objective.Reconstruction)
    {
        var (units, policy, value) = SizeNames.Choose(size, "dreamer-v1", (400, 4, 3), (128, 2, 2), (16, 1, 1));
        var slow = Adam(8e-5);
        return new DreamerSettings
        {
            Norm = NormKind.None,
            Activation = Activation.Elu,
            Symlog = false,
            Scalars = ScalarKind.Normal,
            Objective = objective,
            PredictsContinue = false,
            ImageScale = objective == Objective.Contrastive ? 1 : LikelihoodScale(size),
            VectorScale = LikelihoodScale(size),
            Units = units,
            RewardLayers = Math.Min(2, policy),
            ContinueLayers = Math.Min(2, policy),
            Discount = 0.99,
            DiscountInContinue = false,
            Lambda = 0.95,
            Joint = false,
            Rssm = Rssm(size),
            Kl = new KlSettings { Dynamics = 1, Representation = 1, FreeNats = 3, FreeNatsOfMean = true }, // together the gradient of max(3, KL)
            Coder = Coder(size),
            ModelOptimiser = Adam(6e-4),
            ActorOptimiser = slow,
            CriticOptimiser = slow,
            Behaviour = new BehaviourSettings
            {
                Horizon = 15,
                Gradient = ActorGradient.Dynamics,
                Policy = PolicyKind.TanhNormal,
                InitialDeviation = 5,
                LeastDeviation = 1e-4,
                PolicyLayers = policy,
                ValueLayers = value,
                PolicyOutputScale = 1,
                PolicyUnimix = 0,
                Entropy = 0,
                ExplorationNoise = 0.3,
                ValueCountsOwnReward = true,
                SlowRegulariser = 0,
                NormaliseReturns = false,
            },
        };
    }

    /// <summary>Gaussian latents of PlaNet's size: h 200, z 30.</summary>
    internal static RssmSettings Rssm(string size)
    {
        var (h, z) = SizeNames.Choose(size, "this agent", (200, 30), (128, 16), (16, 4));
        return new RssmSettings { Deterministic = h, Hidden = h, Latents = LatentKind.Gaussian, Stochastic = z, Cell = CellKind.Gru, PriorLayers = 1, PosteriorLayers = 1 };
    }

    /// <summary>-ln of a normal of unit variance is half the squared error. The small sizes count it whole.</summary>
    internal static double LikelihoodScale(string size) => size is "tiny" or "debug" ? 1 : 0.5;

    /// <summary>The small sizes take images of any size.</summary>
    internal static Resampling Resampling(string size) => size is "tiny" or "debug" ? Networks.Resampling.Strided : Networks.Resampling.Valid;

    /// <summary>Convolutions of depth 32 with ReLU; vectors pass layers as wide as the heads.</summary>
    internal static CoderSettings Coder(string size)
    {
        var (layers, units, depth) = SizeNames.Choose(size, "this agent", (3, 400, 32), (2, 128, 8), (1, 16, 2));
        return new CoderSettings { Layers = layers, Units = units, Blocks = 0, Image = new ImageSettings { Depth = depth, Kernel = 4, Resampling = Resampling(size), Activation = Activation.Relu } };
    }

    /// <summary>Adam with the clipping of PlaNet's successors.</summary>
    internal static OptimiserSettings Adam(double rate, double epsilon = 1e-7, double clip = 100, double shrink = 0) =>
        new() { Kind = OptimiserKind.Adam, Rate = rate, Epsilon = epsilon, Clip = clip, Shrink = shrink, WarmUp = 0 };
}
