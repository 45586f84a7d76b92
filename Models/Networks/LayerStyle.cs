using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>How hidden and output layers are built and started.</summary>
public sealed record LayerStyle(NormKind Norm, double Epsilon, bool HiddenBias, bool FanAverage, Activation Activation)
{
    /// <summary>DreamerV3 of 2023: layer norm, no bias before it, variance 1 / mean of both fans, uniform output layers.</summary>
    public static LayerStyle V2023 { get; } = Of(NormKind.Layer, Activation.Silu);

    /// <summary>DreamerV3 of 2024: RMS norm, biases, variance 1 / inputs.</summary>
    public static LayerStyle V2024 { get; } = Of(NormKind.Rms, Activation.Silu);

    /// <summary>The style that goes with a normalisation: where it shifts by itself, the layer before it has no bias.</summary>
    public static LayerStyle Of(NormKind norm, Activation activation) =>
        new(norm, norm == NormKind.Rms ? 1e-4 : 1e-3, HiddenBias: norm is NormKind.None or NormKind.Rms, FanAverage: norm != NormKind.Rms, activation);

    /// <summary>The nonlinearity.</summary>
    public Tensor Activate(Tensor x) => Activation switch
    {
        Activation.Silu => nn.functional.silu(x),
        Activation.Elu => nn.functional.elu(x, 1.0),
        _ => nn.functional.relu(x),
    };

    /// <summary>The start of a hidden layer's kernel.</summary>
    public Initialiser Hidden(double inputs, double outputs) => Initialiser.CutNormal(FanAverage ? (inputs + outputs) / 2 : inputs);

    /// <summary>The start of an output layer's kernel.</summary>
    public Initialiser Output(double inputs, double outputs, double scale) =>
        FanAverage ? Initialiser.Uniform((inputs + outputs) / 2, scale) : Initialiser.CutNormal(inputs, scale);
}
