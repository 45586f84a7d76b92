namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>The published form of DreamerV3.</summary>
public enum Generation
{
    /// <summary>arXiv 2301.04104 v1: dense GRU, layer norm, two-hot in symlog space, Adam, model first and behaviour after.</summary>
    V2023,

    /// <summary>Nature 2025 and the authors' code of 2024: block GRU, RMS norm, symexp bins, LaProp, one joint loss with a replay value loss.</summary>
    V2024,
}
