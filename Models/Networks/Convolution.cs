using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>A convolution on channels-last images [N,H,W,C] that keeps (or, by its stride, about halves or doubles) the resolution, followed by pooling, norm and nonlinearity as its place asks.</summary>
public sealed class Convolution
{
    private readonly Parameter kernel;
    private readonly Parameter? bias;
    private readonly Norm? norm;
    private readonly long[] stride, padding;
    private readonly bool transposed, pooled, isValid;
    private readonly LayerStyle style;

    /// <summary>
    /// Declares kernel (outputs first, or inputs first when transposed), bias and norm. <paramref name="outputScale"/> null: a hidden layer. Throws <see cref="ArgumentException"/> for a kernel size that
    /// does not go with the resampling: 4 for strided and on the way down for valid, there 5 or 6 on the way up, odd for pooled.
    /// </summary>
    public Convolution(Weights weights, string name, int inputs, int outputs, int size, Resampling resampling, bool up, LayerStyle style, double? outputScale = null)
    {
        this.style = style;
        isValid = resampling == Resampling.Valid;
        var isPooled = resampling == Resampling.Pooled;
        var fits = isPooled ? size % 2 == 1 : isValid && up ? size is 5 or 6 : size == 4;
        if (!fits) throw new ArgumentException($"{name}: strided and valid kernels are of size 4, pooled ones of odd size, not {size}.", nameof(size));
        transposed = up && !isPooled;
        pooled = !up && isPooled;
        stride = isPooled || up ? [1, 1] : [2, 2];
        padding = isPooled ? [size / 2, size / 2] : isValid ? [0, 0] : [1, 1];
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
        var result = transposed ? Enlarged(image) : nn.functional.conv2d(image, kernel.Value, bias?.Value, strides: stride, padding: padding);
        if (pooled) result = nn.functional.max_pool2d(result, [2, 2]);
        if (!transposed) result = result.permute(0, 2, 3, 1);
        if (kernel.IsHalf) result = result.to(float32);
        if (transposed && bias is not null) result = result + bias.Value;
        return norm is null ? result : style.Activate(norm.Forward(result));
    }

    private Tensor Enlarged(Tensor image)
    {
        if (!isValid) return Interleaved(image, [3, 1, 4, 4, 2, 0], 1);
        var (size, height, width) = (kernel.Shape[2], image.shape[2], image.shape[3]);
        if (height * width == 1) return OfOnePlace(image);
        // Without padding, even output rows see rows 4, 2 and 0 of the kernel (two inputs above, one above, here), odd ones 5, 3 and 1; a kernel of 5 has no row 5, and its last output row is none.
        return Interleaved(image, [4, 2, 0, 5, 3, 1], 2).narrow(1, 0, (2 * (height - 1)) + size).narrow(2, 0, (2 * (width - 1)) + size);
    }

    /// <summary>
    /// A transposed convolution of stride 2 as a plain one. With kernel 4 and padding 1: of the four rows of the kernel, even output rows see 3 and 1 (the input above and the one here), odd ones 2 and 0
    /// (here and below), columns likewise. So a 3 x 3 convolution gives the 2 x 2 outputs of every input place as channels. On the CPU that is several times faster, and it has a bfloat16 kernel.
    /// <paramref name="rows"/>: of the kernel, for even output rows and then odd ones; one past its end is a row of zeros.
    /// </summary>
    private Tensor Interleaved(Tensor image, long[] rows, long border)
    {
        var (inputs, outputs) = (kernel.Shape[0], kernel.Shape[1]);
        var places = tensor(rows, device: image.device);
        var padded = nn.functional.pad(kernel.Value, [0, 1, 0, 1]);                                          // [I,O,k+1,k+1]
        var taps = padded.index_select(2, places).index_select(3, places).view(inputs, outputs, 2, 3, 2, 3); // [I,O,row,3,column,3]
        var plain = taps.permute(2, 4, 1, 0, 3, 5).reshape(4 * outputs, inputs, 3, 3);                       // [row column O,I,3,3]
        var result = nn.functional.conv2d(image, plain, padding: [border, border], strides: [1, 1]).permute(0, 2, 3, 1);
        var (n, height, width) = (result.shape[0], result.shape[1], result.shape[2]);
        return result.reshape(n, height, width, 2, 2, outputs).permute(0, 1, 3, 2, 4, 5).reshape(n, 2 * height, 2 * width, outputs);
    }

    /// <summary>Of a map of one place [N,I,1,1] a transposed convolution makes its kernel: [N,k,k,O].</summary>
    private Tensor OfOnePlace(Tensor image)
    {
        var (inputs, outputs, size) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2]);
        return image.reshape(-1, inputs).mm(kernel.Value.view(inputs, -1)).view(-1, outputs, size, size).permute(0, 2, 3, 1);
    }
}
