namespace AkkaDreamer.Models.Rssm;

/// <summary>Which parts of a model state carry information from step to step (PlaNet, section 3, compares them).</summary>
public enum StateParts
{
    /// <summary>h and z.</summary>
    Both,

    /// <summary>z alone: the cell begins each step without memory, and heads do not see h.</summary>
    Stochastic,

    /// <summary>Nothing is drawn: z is the mode of its distribution.</summary>
    Deterministic,
}
