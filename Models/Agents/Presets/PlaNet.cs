using AkkaDreamer.Models.Agents.Planet;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Objectives;

namespace AkkaDreamer.Models.Agents.Presets;

/// <summary>PlaNet (Hafner et al. 2019, arXiv 1811.04551): the world model of Dreamer V1 with other numbers, and no behaviour.</summary>
public static class PlaNet
{
    /// <summary>The settings at a size. Throws <see cref="ArgumentException"/> for a name that is none. Size <c>tiny</c> plans with 100 candidates and 5 iterations.</summary>
    public static PlanetSettings Settings(string size)
    {
        var coder = DreamerV1.Coder(size);
        var (hidden, layers) = SizeNames.Choose(size, "planet", (200, 2), (128, 2), (16, 1));
        return new PlanetSettings
        {
            Norm = NormKind.None,
            Activation = Activation.Relu,
            Symlog = false,
            Scalars = ScalarKind.Normal,
            PredictsContinue = false,
            ImageScale = DreamerV1.LikelihoodScale(size),
            VectorScale = DreamerV1.LikelihoodScale(size),
            Joint = false,
            ImageBits = 5,
            Units = hidden,
            RewardLayers = layers,
            RewardScale = 10,
            Rssm = DreamerV1.Rssm(size),
            Kl = new KlSettings { Dynamics = 1, Representation = 1, FreeNats = 3, FreeNatsOfMean = size != "paper" }, // together the gradient of max(3, KL)
            Coder = coder with { Units = hidden },
            ModelOptimiser = DreamerV1.Adam(1e-3, 1e-4, 1000),
            Planning = SizeNames.Choose(
                size, "planet", new PlanningSettings(), new PlanningSettings { Candidates = 100, Iterations = 5, Elites = 10 }, new PlanningSettings { Horizon = 4, Candidates = 8, Iterations = 2, Elites = 2 }),
        };
    }
}
