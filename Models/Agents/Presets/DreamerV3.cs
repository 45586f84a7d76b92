using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Objectives;
using AkkaDreamer.Models.Optimisation;
using AkkaDreamer.Models.Rssm;

namespace AkkaDreamer.Models.Agents.Presets;

/// <summary>The published settings of both generations, at every published size and two small ones of ours.</summary>
public static class DreamerV3
{
    private static readonly Dictionary<string, Size> Sizes = new(StringComparer.Ordinal)
    {
        // ours
        ["debug"] = new(16, 16, 4, 4, 2, 16, 1),
        ["tiny"] = new(128, 64, 16, 16, 4, 64, 2),
        // 2023: deter / conv depth / units / layers
        ["s"] = new(512, 512, 32, 32, 32, 512, 2),
        ["m"] = new(1024, 640, 32, 32, 48, 640, 3),
        ["l"] = new(2048, 768, 32, 32, 64, 768, 4),
        ["xl"] = new(4096, 1024, 32, 32, 96, 1024, 5),
        // 2024: deter / hidden / classes / conv depth / units, always 32 latents
        ["1m"] = new(512, 64, 32, 4, 4, 64, 0),
        ["12m"] = new(2048, 256, 32, 16, 16, 256, 0),
        ["25m"] = new(3072, 384, 32, 24, 24, 384, 0),
        ["50m"] = new(4096, 512, 32, 32, 32, 512, 0),
        ["100m"] = new(6144, 768, 32, 48, 48, 768, 0),
        ["200m"] = new(8192, 1024, 32, 64, 64, 1024, 0),
        ["400m"] = new(12288, 1536, 32, 96, 96, 1536, 0),
    };

    /// <summary>Names of all sizes.</summary>
    public static IReadOnlyCollection<string> SizeNames => Sizes.Keys;

    /// <summary>The settings of a generation at a size. Throws <see cref="ArgumentException"/> for a name that is not one of <see cref="SizeNames"/>.</summary>
    public static DreamerSettings Settings(Generation generation, string size)
    {
        if (!Sizes.TryGetValue(size, out var numbers)) throw new ArgumentException($"There is no size {size}; choose one of {string.Join(", ", Sizes.Keys)}.", nameof(size));
        return generation == Generation.V2023 ? Settings2023(numbers) : Settings2024(numbers);
    }

    private static DreamerSettings Settings2023(Size size)
    {
        var layers = size.Layers == 0 ? 2 : size.Layers;
        var slow = new OptimiserSettings { Kind = OptimiserKind.Adam, Rate = 3e-5, Epsilon = 1e-5, Clip = 100, WarmUp = 0 };
        return new DreamerSettings
        {
            Generation = Generation.V2023,
            Norm = NormKind.Layer,
            Scalars = ScalarKind.TwoHotSymlog,
            Joint = false,
            DiscountInContinue = false,
            Discount = 0.997,
            Units = size.Units,
            RewardLayers = layers,
            ContinueLayers = layers,
            Rssm = new RssmSettings
            {
                Deterministic = size.Deterministic, Hidden = size.Hidden, Stochastic = size.Stochastic, Classes = size.Classes, Cell = CellKind.NormGru,
                PriorLayers = 1, PosteriorLayers = 1, LearnedInitial = true,
            },
            Kl = new KlSettings { Dynamics = 0.5, Representation = 0.1, FreeNats = 1 },
            Coder = new CoderSettings
            {
                // The published sizes of 2023 leave the vector networks at 5 x 1024.
                Layers = size.IsPublished2023 ? 5 : layers, Units = size.IsPublished2023 ? 1024 : size.Units, Blocks = 0,
                Image = new ImageSettings { Depth = size.Depth, Kernel = 4, Resampling = Resampling.Strided },
            },
            Behaviour = new BehaviourSettings
            {
                Gradient = ActorGradient.Auto, PolicyLayers = layers, ValueLayers = layers, PolicyOutputScale = 1,
            },
            ModelOptimiser = new OptimiserSettings { Kind = OptimiserKind.Adam, Rate = 1e-4, Epsilon = 1e-8, Clip = 1000, WarmUp = 0 },
            ActorOptimiser = slow,
            CriticOptimiser = slow,
        };
    }

    private static DreamerSettings Settings2024(Size size) => new()
    {
        Generation = Generation.V2024,
        Units = size.Units,
        Rssm = new RssmSettings
        {
            Deterministic = size.Deterministic, Hidden = size.Hidden, Stochastic = size.Stochastic, Classes = size.Classes, Blocks = size.Deterministic % 64 == 0 ? 8 : 4,
        },
        Coder = new CoderSettings { Units = size.Units, Blocks = size.Deterministic % 64 == 0 ? 8 : 4, Image = new ImageSettings { Depth = size.Depth } },
    };

    private sealed record Size(int Deterministic, int Hidden, int Stochastic, int Classes, int Depth, int Units, int Layers)
    {
        public bool IsPublished2023 => Deterministic >= 512 && Layers > 0;
    }
}
