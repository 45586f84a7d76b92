using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Objectives;

namespace AkkaDreamer.Models.Agents.Presets;

/// <summary>
/// MuDreamer (Burchi and Timofte 2024): DreamerV3 (2023) that predicts values and actions instead of reconstructing observations, with batch normalisation in the representation network.
/// Its size <c>s</c> is the paper's; every size of DreamerV3's 2023 generation can be had.
/// </summary>
public static class MuDreamer
{
    /// <summary>The settings at a size. Throws <see cref="ArgumentException"/> for a name that is none.</summary>
    public static DreamerSettings Settings(string size)
    {
        var v3 = DreamerV3.Settings(Generation.V2023, size);
        return v3 with
        {
            Generation = null,
            Objective = Objective.Predictive,
            Kl = new KlSettings { Dynamics = 0.95, Representation = 0.05, FreeNats = 1 },
            Rssm = v3.Rssm with { PosteriorBatchNorm = true },
        };
    }
}
