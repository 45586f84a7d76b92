using static TorchSharp.torch;

namespace AkkaDreamer.Models.Distributions;

/// <summary>Categorical distributions over the last axis, given by their probabilities.</summary>
public static class Categorical
{
    private const double LeastProbability = 1e-37;

    /// <summary>
    /// Softmax mixed with a share <paramref name="unimix"/> of the uniform distribution, so that no class is ever impossible. Without a share, too, no probability is below float32's least: its logarithm is finite.
    /// </summary>
    public static Tensor Probabilities(Tensor logits, double unimix)
    {
        var probabilities = logits.softmax(-1);
        return unimix == 0 ? probabilities.clamp_min(LeastProbability) : (probabilities * (1 - unimix)) + (unimix / logits.shape[^1]);
    }

    /// <summary>
    /// One-hot draws [...,C] by inversion of the distribution function: one uniform number a draw. <paramref name="uniform"/>: such numbers [...,1], in [0, 1).
    /// </summary>
    public static Tensor Sample(Tensor probabilities, Tensor uniform)
    {
        var cumulative = probabilities.detach().cumsum(-1);
        var index = searchsorted(cumulative, uniform * cumulative.narrow(-1, probabilities.shape[^1] - 1, 1)); // [...,1]
        return OneHot(index, probabilities.shape[^1]);
    }

    /// <summary>One-hot draws [...,C] with numbers of a generator.</summary>
    public static Tensor Sample(Tensor probabilities, Generator generator)
    {
        var shape = probabilities.shape;
        shape[^1] = 1;
        return Sample(probabilities, rand(shape, device: probabilities.device, generator: generator));
    }

    /// <summary>The most probable class, one-hot [...,C].</summary>
    public static Tensor Mode(Tensor probabilities) => OneHot(probabilities.detach().argmax(-1, keepdim: true), probabilities.shape[^1]);

    /// <summary>The value of <paramref name="oneHot"/> with the gradient of <paramref name="probabilities"/> (straight-through; Bengio et al. 2013).</summary>
    public static Tensor StraightThrough(Tensor oneHot, Tensor probabilities) => oneHot + (probabilities - probabilities.detach());

    /// <summary>KL(q || p) [...] summed over the last axis, from probabilities and logarithms of probabilities.</summary>
    public static Tensor Divergence(Tensor q, Tensor logQ, Tensor logP) => (q * (logQ - logP)).sum(-1);

    /// <summary>Cross-entropy H(p, q) = - sum p ln q [...] over the last axis.</summary>
    public static Tensor CrossEntropy(Tensor p, Tensor logQ) => -(p * logQ).sum(-1);

    /// <summary>Entropy [...] in nats.</summary>
    public static Tensor Entropy(Tensor probabilities, Tensor logProbabilities) => -(probabilities * logProbabilities).sum(-1);

    /// <summary>One-hot [...,classes] of an index [...,1].</summary>
    public static Tensor OneHot(Tensor index, long classes)
    {
        var shape = index.shape;
        shape[^1] = classes;
        return zeros(shape, float32, index.device).scatter_(-1, index, ones_like(index, float32));
    }
}
