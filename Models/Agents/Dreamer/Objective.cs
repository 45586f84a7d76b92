namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>What the latents of a world model must tell, besides rewards and ends.</summary>
public enum Objective
{
    /// <summary>The observation itself, by a decoder (PlaNet, Dreamer V1 to V3).</summary>
    Reconstruction,

    /// <summary>Which observation of the batch it was, by InfoNCE (Dreamer V1, contrastive).</summary>
    Contrastive,

    /// <summary>The value, and the action that led here (MuDreamer).</summary>
    Predictive,

    /// <summary>The reward, with as little information about the observation as that takes (RePo).</summary>
    Repo,
}
