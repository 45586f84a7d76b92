using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Agents.Presets;

namespace AkkaDreamer.Benchmarks;

/// <summary>One row of the comparison: settings, spaces, batch, and the CPU seconds to stay under.</summary>
internal sealed record UpdateConfiguration(int Number, string Name, DreamerSettings Settings, AgentSpaces Spaces, int BatchSize, int Length, double Target)
{
    public static IReadOnlyList<UpdateConfiguration> All { get; } =
    [
        new(1, "vector 5, 16 x 32, h and units 256, 5 layers", Sized(256, 256, 32, 32, 5, 256, 16), Vector(5, 1), 16, 32, 1.14),
        new(2, "image 64 x 64, the same, conv depth 16", Sized(256, 256, 32, 32, 5, 256, 16), Image(1), 16, 32, 1.8),
        new(3, "vector 5, 8 x 32, h and units 128, 16 x 16, 2 layers", Sized(128, 128, 16, 16, 2, 128, 16), Vector(5, 1), 8, 32, 0.16),
        new(4, "vector 24, control default (S, 16 x 64)", DreamerV3.Settings(Generation.V2023, "s"), Vector(24, 6), 16, 64, 5.5),
        new(5, "image 64 x 64, control default (S, 16 x 64)", DreamerV3.Settings(Generation.V2023, "s"), Image(6), 16, 64, 8.5),
    ];

    /// <summary>A batch of random experience with an episode's start here and there.</summary>
    public SequenceBatch Batch(RandomState random) => RandomExperience.Batch(Spaces, BatchSize, Length, random);

    private static AgentSpaces Vector(int size, int actions) => new([new InputSpec("vector", false, [size])], false, actions);

    private static AgentSpaces Image(int actions) => new([new InputSpec("image", true, [64, 64, 3])], false, actions);

    private static DreamerSettings Sized(int deterministic, int units, int stochastic, int classes, int coderLayers, int coderUnits, int depth)
    {
        var settings = DreamerV3.Settings(Generation.V2023, "s");
        return settings with
        {
            Units = units,
            Rssm = settings.Rssm with { Deterministic = deterministic, Hidden = units, Stochastic = stochastic, Classes = classes },
            Coder = settings.Coder with { Layers = coderLayers, Units = coderUnits, Image = settings.Coder.Image with { Depth = depth } },
        };
    }
}
