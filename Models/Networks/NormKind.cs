namespace AkkaDreamer.Models.Networks;

/// <summary>Which normalisation follows a hidden layer.</summary>
public enum NormKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>Layer normalisation (Ba et al. 2016).</summary>
    Layer,

    /// <summary>Root mean square normalisation (Zhang and Sennrich 2019).</summary>
    Rms,

    /// <summary>Batch normalisation (Ioffe and Szegedy 2015).</summary>
    Batch,
}
