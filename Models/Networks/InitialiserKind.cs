namespace AkkaDreamer.Models.Networks;

/// <summary>The shape of an initial distribution.</summary>
public enum InitialiserKind
{
    /// <summary>One number everywhere.</summary>
    Constant,

    /// <summary>Uniform, symmetric about zero.</summary>
    Uniform,

    /// <summary>Normal, cut at two standard deviations.</summary>
    CutNormal,
}
