using AkkaDreamer.Models.Agents.Dreamer;

namespace AkkaDreamer.Models.Agents.Presets;

/// <summary>
/// RePo (Zhu et al. 2023, arXiv 2309.00082): the world model of Dreamer V1 without reconstruction. Latents tell the reward and, by a bound on their KL, as little else as that takes; a decoder may watch.
/// </summary>
public static class RePo
{
    /// <summary>The settings at a size. Throws <see cref="ArgumentException"/> for a name that is none. Size <c>paper</c> keeps the published dual rate, at which beta needs 100,000 updates to reach 1.</summary>
    public static DreamerSettings Settings(string size)
    {
        var v1 = DreamerV1.Settings(size, Objective.Repo);
        var hidden = SizeNames.Choose(size, "repo", 200, 128, 16);
        return v1 with
        {
            Probe = size == "paper",
            Units = hidden,
            Bottleneck = size == "paper" ? new BottleneckSettings() : new BottleneckSettings { Beta = 1e-2, Rate = 1e-2 },
            Coder = v1.Coder with { Units = hidden, Image = v1.Coder.Image },
            ModelOptimiser = DreamerV1.Adam(3e-4, 1e-8),
            ActorOptimiser = DreamerV1.Adam(8e-5, 1e-8),
            CriticOptimiser = DreamerV1.Adam(8e-5, 1e-8),
            Behaviour = v1.Behaviour with { InitialDeviation = Math.Log(2), LeastDeviation = 0.1, Entropy = 3e-4, ExplorationNoise = 0 },
        };
    }
}
