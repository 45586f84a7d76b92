using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>
/// Normalises the last axis, then scales (and but for RMS norm shifts) by learned numbers. Batch norm takes the statistics of its rows where gradients are wanted, and moves its running ones a tenth of the way;
/// elsewhere (acting, predicting) it uses the running ones, which are weights like others: they travel with checkpoints and policies, but no optimiser steps them.
/// </summary>
public sealed class Norm
{
    /// <summary>The share of a batch's statistics in the running ones: MuDreamer's momentum of 0.9 is what is kept.</summary>
    private const double Momentum = 0.1;

    private readonly Parameter? scale, shift, mean, variance;
    private readonly long[] shape;
    private readonly LayerStyle style;

    /// <summary>Declares its parameters [units].</summary>
    public Norm(Weights weights, string name, long units, LayerStyle style)
    {
        this.style = style;
        shape = [units];
        if (style.Norm != NormKind.None) scale = weights.Declare(name + "/scale", Initialiser.Ones, isProduct: false, units);
        if (style.Norm is NormKind.Layer or NormKind.Batch) shift = weights.Declare(name + "/shift", Initialiser.Zeros, isProduct: false, units);
        if (style.Norm != NormKind.Batch) return;
        mean = weights.DeclareStatistic(name + "/mean", Initialiser.Zeros, units);
        variance = weights.DeclareStatistic(name + "/variance", Initialiser.Ones, units);
    }

    /// <summary>[...,units] to the same shape.</summary>
    public Tensor Forward(Tensor x) => style.Norm switch
    {
        NormKind.Layer => nn.functional.layer_norm(x, shape, scale!.Value, shift!.Value, style.Epsilon),
        NormKind.Rms => x * (x.square().mean([-1], keepdim: true) + style.Epsilon).rsqrt() * scale!.Value,
        NormKind.Batch => nn.functional.batch_norm(
            x.reshape(-1, shape[0]), mean!.Value, variance!.Value, scale!.Value, shift!.Value, training: is_grad_enabled() && scale.Value.requires_grad, momentum: Momentum, eps: style.Epsilon).view(x.shape),
        _ => x,
    };
}
