using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>A convolution on channels-last images [N,H,W,C] that keeps (or, by its stride, halves or doubles) the resolution, followed by pooling, norm and nonlinearity as its place asks.</summary>
public sealed class Convolution
{
    private readonly Parameter kernel;
    private readonly Parameter? bias;
    private readonly Norm? norm;
    private readonly long[] stride, padding;
    private readonly bool transposed, pooled;
    private readonly LayerStyle style;

    /// <summary>
    /// Declares kernel (outputs first, or inputs first when transposed), bias and norm. <paramref name="outputScale"/> null: a hidden layer. Throws <see cref="ArgumentException"/> for a kernel size that
    /// does not go with the resampling: 4 for strided, odd for pooled.
    /// </summary>
    public Convolution(Weights weights, string name, int inputs, int outputs, int size, Resampling resampling, bool up, LayerStyle style, double? outputScale = null)
    {
        this.style = style;
        var isStrided = resampling == Resampling.Strided;
        if (isStrided ? size != 4 : size % 2 == 0) throw new ArgumentException($"{name}: strided kernels are of size 4, pooled ones of odd size, not {size}.", nameof(size));
        transposed = up && isStrided;
        pooled = !up && !isStrided;
        stride = isStrided && !up ? [2, 2] : [1, 1];
        padding = isStrided ? [1, 1] : [size / 2, size / 2];
        double area = size * size;
        var initialiser = outputScale is { } scale ? style.Output(area * inputs, area * outputs, scale) : style.Hidden(area * inputs, area * outputs);
        long[] shape = transposed ? [inputs, outputs, size, size] : [outputs, inputs, size, size];
        kernel = weights.Declare(name + "/kernel", initialiser, isProduct: true, shape);
        if (outputScale is not null || style.HiddenBias) bias = weights.Declare(name + "/bias", Initialiser.Zeros, isProduct: !transposed, outputs);
        if (outputScale is null) norm = new Norm(weights, name + "/norm", outputs, style);
    }

    /// <summary>[N,H,W,inputs] to [N,H',W',outputs], float32.</summary>
    public Tensor Forward(Tensor x)
    {
        // A permuted channels-last image is what libtorch calls the channels_last memory format: no copy is made.
        var image = (kernel.IsHalf && x.dtype != bfloat16 ? x.to(bfloat16) : x).permute(0, 3, 1, 2);
        var result = transposed ? Doubled(image) : nn.functional.conv2d(image, kernel.Value, bias?.Value, strides: stride, padding: padding);
        if (pooled) result = nn.functional.max_pool2d(result, [2, 2]);
        if (!transposed) result = result.permute(0, 2, 3, 1);
        if (kernel.IsHalf) result = result.to(float32);
        if (transposed && bias is not null) result = result + bias.Value;
        return norm is null ? result : style.Activate(norm.Forward(result));
    }

    /// <summary>
    /// The transposed convolution of kernel 4, stride 2 and padding 1 as a plain one: of the four rows of the kernel, even output rows see 3 and 1 (the input above and the one here), odd ones 2 and 0
    /// (here and below), columns likewise. So a 3 x 3 convolution gives the 2 x 2 outputs of every input place as channels. On the CPU that is several times faster, and it has a bfloat16 kernel.
    /// </summary>
    private Tensor Doubled(Tensor image)
    {
        var (inputs, outputs) = (kernel.Shape[0], kernel.Shape[1]);
        var places = tensor(new long[] { 3, 1, 4, 4, 2, 0 }, device: image.device);                         // 4: a row of zeros
        var padded = nn.functional.pad(kernel.Value, [0, 1, 0, 1]);                                         // [I,O,5,5]
        var taps = padded.index_select(2, places).index_select(3, places).view(inputs, outputs, 2, 3, 2, 3); // [I,O,row,3,column,3]
        var plain = taps.permute(2, 4, 1, 0, 3, 5).reshape(4 * outputs, inputs, 3, 3);                      // [row column O,I,3,3]
        var result = nn.functional.conv2d(image, plain, padding: padding, strides: stride).permute(0, 2, 3, 1);
        var (n, height, width) = (result.shape[0], result.shape[1], result.shape[2]);
        return result.reshape(n, height, width, 2, 2, outputs).permute(0, 1, 3, 2, 4, 5).reshape(n, 2 * height, 2 * width, outputs);
    }
}
