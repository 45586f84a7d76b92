using static TorchSharp.torch;

namespace AkkaDreamer.Models.Transformer;

/// <summary>Positions as distances between tokens (Dai et al. 2019, section 3.3).</summary>
public static class RelativePositions
{
    /// <summary>Sinusoids [length,width] of the distances length - 1 .. 0, the farthest first: sines and cosines side by side, of wavelengths from 2 pi to 10000 x 2 pi.</summary>
    public static Tensor Encodings(long length, long width, Device device)
    {
        var distances = arange(length - 1, -1, -1, float32, device).unsqueeze(1);
        var frequencies = arange(0, width, 2, float32, device).mul_(-Math.Log(10000) / width).exp_();
        var angles = distances * frequencies;                                                               // [length,ceil(width / 2)]
        return stack([angles.sin(), angles.cos()], -1).view(length, -1).narrow(1, 0, width);
    }

    /// <summary>
    /// Scores by distance [...,Q,K] (column m stands for the distance K - 1 - m) to scores by key [...,Q,K], for queries that are the last Q of K tokens: row i moves left by Q - 1 - i places.
    /// What lies in the future of a query gets numbers without meaning, which the mask covers.
    /// </summary>
    public static Tensor Shift(Tensor scores)
    {
        var shape = scores.shape;
        var (queries, keys) = (shape[^2], shape[^1]);
        if (queries == 1) return scores;
        var padded = nn.functional.pad(scores, [1, 0]).reshape([.. shape[..^2], keys + 1, queries]);
        return padded.narrow(-2, 1, keys).reshape(shape);
    }
}
