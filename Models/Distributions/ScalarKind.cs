namespace AkkaDreamer.Models.Distributions;

/// <summary>How rewards and values are predicted.</summary>
public enum ScalarKind
{
    /// <summary>The mean of a normal of unit variance.</summary>
    Normal,

    /// <summary>Two-hot over bins uniform in symlog space (DreamerV3 of 2023, MuDreamer).</summary>
    TwoHotSymlog,

    /// <summary>Two-hot over bins spaced by symexp (DreamerV3 of 2024).</summary>
    TwoHotSymexp,
}
