using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>Normalises the last axis, then scales (and for layer norm shifts) by learned numbers.</summary>
public sealed class Norm
{
    private readonly Parameter? scale, shift;
    private readonly long[] shape;
    private readonly LayerStyle style;

    /// <summary>Declares its parameters [units].</summary>
    public Norm(Weights weights, string name, long units, LayerStyle style)
    {
        this.style = style;
        shape = [units];
        if (style.Norm != NormKind.None) scale = weights.Declare(name + "/scale", Initialiser.Ones, isProduct: false, units);
        if (style.Norm == NormKind.Layer) shift = weights.Declare(name + "/shift", Initialiser.Zeros, isProduct: false, units);
    }

    /// <summary>[...,units] to the same shape.</summary>
    public Tensor Forward(Tensor x) => style.Norm switch
    {
        NormKind.Layer => nn.functional.layer_norm(x, shape, scale!.Value, shift!.Value, style.Epsilon),
        NormKind.Rms => x * (x.square().mean([-1], keepdim: true) + style.Epsilon).rsqrt() * scale!.Value,
        _ => x,
    };
}
