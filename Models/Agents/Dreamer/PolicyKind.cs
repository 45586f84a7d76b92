namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>The distribution of a continuous policy.</summary>
public enum PolicyKind
{
    /// <summary>A normal with a mean bounded by tanh and a deviation between two numbers (DreamerV3).</summary>
    BoundedNormal,

    /// <summary>tanh of a normal (Dreamer V1, RePo).</summary>
    TanhNormal,

    /// <summary>A normal cut at -1 and 1 (DreamerV2).</summary>
    TruncatedNormal,
}
