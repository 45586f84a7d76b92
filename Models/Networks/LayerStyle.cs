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
}

/// <summary>How hidden and output layers are built and started.</summary>
public sealed record LayerStyle(NormKind Norm, double Epsilon, bool HiddenBias, bool FanAverage)
{
    /// <summary>DreamerV3 of 2023: layer norm, no bias before it, variance 1 / mean of both fans, uniform output layers.</summary>
    public static LayerStyle V2023 { get; } = new(NormKind.Layer, 1e-3, HiddenBias: false, FanAverage: true);

    /// <summary>DreamerV3 of 2024: RMS norm, biases, variance 1 / inputs.</summary>
    public static LayerStyle V2024 { get; } = new(NormKind.Rms, 1e-4, HiddenBias: true, FanAverage: false);

    /// <summary>The start of a hidden layer's kernel.</summary>
    public Initialiser Hidden(double inputs, double outputs) => Initialiser.CutNormal(FanAverage ? (inputs + outputs) / 2 : inputs);

    /// <summary>The start of an output layer's kernel.</summary>
    public Initialiser Output(double inputs, double outputs, double scale) =>
        FanAverage ? Initialiser.Uniform((inputs + outputs) / 2, scale) : Initialiser.CutNormal(inputs, scale);
}
