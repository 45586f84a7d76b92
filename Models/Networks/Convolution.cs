using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>A convolution on channels-last images [N,H,W,C] that keeps (or, by its stride, halves or doubles) the resolution, followed by pooling, norm and SiLU as its place asks.</summary>
public sealed class Convolution
{
    private readonly Parameter kernel;
    private readonly Parameter? bias;
    private readonly Norm? norm;
    private readonly long[] stride, padding;
    private readonly bool transposed, pooled;

    /// <summary>Declares kernel (outputs first, or inputs first when transposed), bias and norm. <paramref name="outputScale"/> null: a hidden layer.</summary>
    public Convolution(Weights weights, string name, int inputs, int outputs, int size, Resampling resampling, bool up, LayerStyle style, double? outputScale = null)
    {
        transposed = up && resampling == Resampling.Strided;
        pooled = !up && resampling == Resampling.Pooled;
        stride = resampling == Resampling.Strided ? [2, 2] : [1, 1];
        padding = resampling == Resampling.Strided ? [(size - 2) / 2, (size - 2) / 2] : [size / 2, size / 2];
        double area = size * size;
        var initialiser = outputScale is { } scale ? style.Output(area * inputs, area * outputs, scale) : style.Hidden(area * inputs, area * outputs);
        long[] shape = transposed ? [inputs, outputs, size, size] : [outputs, inputs, size, size];
        // Transposed convolutions stay in float32: libtorch 1.13 has no bfloat16 kernel for them on the CPU.
        kernel = weights.Declare(name + "/kernel", initialiser, isProduct: !transposed, shape);
        if (outputScale is not null || style.HiddenBias) bias = weights.Declare(name + "/bias", Initialiser.Zeros, isProduct: !transposed, outputs);
        if (outputScale is null) norm = new Norm(weights, name + "/norm", outputs, style);
    }

    /// <summary>[N,H,W,inputs] to [N,H',W',outputs], float32.</summary>
    public Tensor Forward(Tensor x)
    {
        // A permuted channels-last image is what libtorch calls the channels_last memory format: no copy is made.
        var image = (kernel.IsHalf && x.dtype != bfloat16 ? x.to(bfloat16) : x).permute(0, 3, 1, 2);
        var result = transposed
            ? nn.functional.conv_transpose2d(image, kernel.Value, bias?.Value, strides: stride, padding: padding)
            : nn.functional.conv2d(image, kernel.Value, bias?.Value, strides: stride, padding: padding);
        if (pooled) result = nn.functional.max_pool2d(result, [2, 2]);
        result = result.permute(0, 2, 3, 1);
        if (kernel.IsHalf) result = result.to(float32);
        return norm is null ? result : nn.functional.silu(norm.Forward(result));
    }
}
