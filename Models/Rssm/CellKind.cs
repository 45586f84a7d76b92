namespace AkkaDreamer.Models.Rssm;

/// <summary>The recurrent cell.</summary>
public enum CellKind
{
    /// <summary>A gated recurrent unit as in PlaNet, Dreamer V1 and RePo.</summary>
    Gru,

    /// <summary>One product for all gates, with layer norm, its update gate biased by -1: DreamerV2, DreamerV3 of 2023, MuDreamer.</summary>
    NormGru,

    /// <summary>Block-diagonal: DreamerV3 of 2024.</summary>
    BlockGru,
}
