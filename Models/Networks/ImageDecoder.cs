using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>Model states to images: a first small map, then layers that double the resolution.</summary>
public sealed class ImageDecoder
{
    private static readonly int[] Unpadded = [5, 5, 6, 6]; // 1, 5, 13, 30, 64

    private readonly Convolution[] layers;
    private readonly Linear? first;
    private readonly BlockLinear? fromDeterministic;
    private readonly Dense? fromStochastic;
    private readonly Linear? fromStochasticOut;
    private readonly Norm? mapNorm;
    private readonly Resampling resampling;
    private readonly LayerStyle style;
    private readonly int height, width, depth, blocks;

    /// <summary>Declares its parameters. <paramref name="depths"/>: the encoder's, mirrored. <paramref name="blocks"/> 0: one dense first layer (2023). <paramref name="mapChannels"/>: see <see cref="ImageSettings.MapChannels"/>.</summary>
    public ImageDecoder(
        Weights weights, string name, int deterministic, int stochastic, int imageHeight, int imageWidth, int channels, IReadOnlyList<int> depths, int kernel, int units, int blocks,
        Resampling resampling, LayerStyle style, int mapChannels = 4)
    {
        var factor = 1 << depths.Count;
        var isValid = resampling == Resampling.Valid; // a map of one place, by default with as many channels as the encoder's 2 x 2 has numbers
        (height, width, depth) = isValid ? (1, 1, mapChannels * depths[^1]) : (imageHeight / factor, imageWidth / factor, depths[^1]);
        (this.resampling, this.style) = (resampling, style);
        // Small images leave fewer channels in the first map than blocks: then as many blocks as divide both.
        this.blocks = blocks = Divisor(Divisor(blocks, depth), deterministic);
        long map = (long)height * width * depth;
        if (blocks == 0)
        {
            first = new Linear(weights, name + "/map", deterministic + stochastic, map, style.Output(deterministic + stochastic, map, 1), bias: true);
        }
        else
        {
            fromDeterministic = new BlockLinear(weights, name + "/map-h", deterministic, map, blocks);
            fromStochastic = new Dense(weights, name + "/map-z0", stochastic, 2 * units, style);
            fromStochasticOut = new Linear(weights, name + "/map-z1", 2 * units, map, style.Output(2 * units, map, 1), bias: true);
            mapNorm = new Norm(weights, name + "/map-norm", depth, style);
        }

        layers = [.. Enumerable.Range(0, depths.Count).Select(i =>
        {
            var from = depths.Count - 1 - i;
            var isLast = from == 0;
            return new Convolution(
                weights, $"{name}/conv{from}", i == 0 ? depth : depths[from], isLast ? channels : depths[from - 1], isValid ? Unpadded[i] : kernel, resampling, up: true, style, isLast ? 1.0 : null);
        })];
    }

    /// <summary>h [N,D] and z [N,SC] to image means [N,H,W,C]: about 0.5 (2023), or within (0, 1) by a sigmoid (2024).</summary>
    public Tensor Forward(Tensor h, Tensor z)
    {
        var x = first is not null ? first.Forward(cat([z, h], -1)).view(-1, height, width, depth) : FirstMap(h, z);
        foreach (var layer in layers)
        {
            if (resampling == Resampling.Pooled) x = Repeat(x);
            x = layer.Forward(x);
        }

        return resampling == Resampling.Pooled ? x.sigmoid() : x + 0.5;
    }

    private Tensor FirstMap(Tensor h, Tensor z)
    {
        var blockwise = fromDeterministic!.Forward(fromDeterministic.Split(h)); // [G,N,map / G]
        var n = h.shape[0];
        blockwise = blockwise.view(blocks, n, height, width, depth / blocks).permute(1, 2, 3, 0, 4).reshape(n, height, width, depth);
        var dense = fromStochasticOut!.Forward(fromStochastic!.Forward(z)).view(n, height, width, depth);
        return style.Activate(mapNorm!.Forward(blockwise + dense));
    }

    private static int Divisor(int a, int b) => a == 0 ? 0 : b == 0 ? a : Divisor(b, a % b);

    private static Tensor Repeat(Tensor x)
    {
        var (n, h, w, c) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        return x.unsqueeze(2).unsqueeze(4).expand(n, h, 2, w, 2, c).reshape(n, 2 * h, 2 * w, c);
    }
}
