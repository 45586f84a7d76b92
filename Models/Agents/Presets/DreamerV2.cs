using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Objectives;
using AkkaDreamer.Models.Rssm;

namespace AkkaDreamer.Models.Agents.Presets;

/// <summary>
/// DreamerV2 (Hafner et al. 2021, arXiv 2010.02193): categorical latents, KL balancing, a target network; REINFORCE for discrete actions, backpropagation through the dynamics for continuous ones.
/// Size <c>paper</c> is the authors' for Atari, <c>control</c> theirs for control from images.
/// </summary>
public static class DreamerV2
{
    /// <summary>The settings at a size. Throws <see cref="ArgumentException"/> for a name that is none.</summary>
    public static DreamerSettings Settings(string size)
    {
        var isControl = size == "control";
        var (h, stochastic, units, layers, depth) = SizeNames.Choose(isControl ? "paper" : size, "dreamer-v2", (isControl ? 200 : 600, 32, 400, 4, 48), (128, 16, 128, 2, 8), (16, 4, 16, 1, 2));
        var (prior, posterior) = size == "paper" ? (0.08, 0.02) : (0.8, 0.2); // the KL's scale (Atari 0.1), of which alpha = 0.8 for the prior
        var (model, actor, critic) = size == "paper" ? (2e-4, 4e-5, 1e-4) : (3e-4, 8e-5, 8e-5);
        return new DreamerSettings
        {
            Norm = NormKind.None,
            Activation = Activation.Elu,
            Symlog = false,
            Scalars = ScalarKind.Normal,
            RewardTanh = size == "paper",
            PredictsContinue = !isControl,
            ImageScale = DreamerV1.LikelihoodScale(size),
            VectorScale = DreamerV1.LikelihoodScale(size),
            Units = units,
            RewardLayers = layers,
            ContinueLayers = layers,
            ContinueScale = size == "paper" ? 5 : 1,
            Discount = size == "paper" ? 0.999 : 0.99,
            DiscountInContinue = true,
            Lambda = 0.95,
            Joint = false,
            Rssm = new RssmSettings
            {
                Deterministic = h, Hidden = h, Stochastic = stochastic, Classes = stochastic, Cell = CellKind.NormGru, PriorLayers = 1, PosteriorLayers = 1, Unimix = 0,
            },
            Kl = new KlSettings { Dynamics = prior, Representation = posterior, FreeNats = isControl ? 1 : 0, FreeNatsOfMean = true },
            Coder = new CoderSettings
            {
                Layers = layers, Units = units, Blocks = 0, Image = new ImageSettings { Depth = depth, Kernel = 4, Resampling = DreamerV1.Resampling(size), Activation = Activation.Elu },
            },
            ModelOptimiser = DreamerV1.Adam(model, 1e-5, shrink: 1e-6),
            ActorOptimiser = DreamerV1.Adam(actor, 1e-5, shrink: 1e-6),
            CriticOptimiser = DreamerV1.Adam(critic, 1e-5, shrink: 1e-6),
            Behaviour = new BehaviourSettings
            {
                Horizon = 15,
                Gradient = ActorGradient.Auto,
                Policy = PolicyKind.TruncatedNormal,
                LeastDeviation = 0.1,
                PolicyLayers = layers,
                ValueLayers = layers,
                PolicyOutputScale = 1,
                PolicyUnimix = 0,
                Entropy = isControl ? 1e-4 : 1e-3,
                ValueCountsOwnReward = true,
                SlowTarget = true,
                SlowRate = 1,
                SlowEvery = 100,
                SlowRegulariser = 0,
                NormaliseReturns = false,
            },
        };
    }
}
