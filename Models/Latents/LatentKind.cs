namespace AkkaDreamer.Models.Latents;

/// <summary>What the stochastic part of a model state is.</summary>
public enum LatentKind
{
    /// <summary>S one-hot vectors of C classes: DreamerV2, V3, MuDreamer.</summary>
    Categorical,

    /// <summary>S independent normals: PlaNet, Dreamer V1, RePo.</summary>
    Gaussian,
}
