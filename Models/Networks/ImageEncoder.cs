using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>Images to embeddings: convolutions that halve the resolution down to 4 x 4 or so (without padding 2 x 2), then flattened.</summary>
public sealed class ImageEncoder
{
    private readonly Convolution[] layers;

    /// <summary>Declares its parameters. <paramref name="depths"/>: channels after each halving.</summary>
    public ImageEncoder(Weights weights, string name, int height, int width, int channels, IReadOnlyList<int> depths, int kernel, Resampling resampling, LayerStyle style)
    {
        var factor = 1 << depths.Count;
        var isValid = resampling == Resampling.Valid;
        if (isValid && (height != 64 || width != 64))
        {
            throw new ArgumentException($"Image networks without padding are made for 64 x 64, not {height} x {width}; set coder.image.resampling = strided.", nameof(resampling));
        }

        if (height % factor != 0 || width % factor != 0) throw new ArgumentException($"Images of {height} x {width} cannot be halved {depths.Count} times; use a multiple of {factor}.");
        layers = [.. depths.Select((depth, i) => new Convolution(weights, $"{name}/conv{i}", i == 0 ? channels : depths[i - 1], depth, kernel, resampling, up: false, style))];
        Outputs = isValid ? 4L * depths[^1] : (long)(height / factor) * (width / factor) * depths[^1]; // 64, 31, 14, 6, 2
    }

    /// <summary>Size of the embedding.</summary>
    public long Outputs { get; }

    /// <summary>Float images in [0, 1], [N,H,W,C], to [N,E].</summary>
    public Tensor Forward(Tensor images)
    {
        var x = images - 0.5;
        foreach (var layer in layers) x = layer.Forward(x);
        return x.reshape(images.shape[0], Outputs);
    }
}
