using static TorchSharp.torch;

namespace AkkaDreamer.Models.Distributions;

/// <summary>One of A actions, as one-hot vectors; <paramref name="Probabilities"/> [...,A].</summary>
public sealed record OneHotActions(Tensor Probabilities) : IActionDistribution
{
    /// <inheritdoc/>
    public Tensor Noise(Generator generator) => rand(One(), device: Probabilities.device, generator: generator);

    /// <inheritdoc/>
    public Tensor Noise(RandomState random) => Draws.Uniform(random, Probabilities.device, One());

    /// <inheritdoc/>
    public Tensor Draw(Tensor noise) => Categorical.Sample(Probabilities, noise);

    /// <inheritdoc/>
    public Tensor Differentiable(Tensor action, Tensor noise) => Categorical.StraightThrough(action, Probabilities);

    /// <inheritdoc/>
    public Tensor Mode() => Categorical.Mode(Probabilities);

    /// <inheritdoc/>
    public Tensor LogProbability(Tensor action) => (Probabilities.log() * action).sum(-1);

    /// <inheritdoc/>
    public Tensor Entropy() => Categorical.Entropy(Probabilities, Probabilities.log());

    private long[] One()
    {
        var shape = Probabilities.shape;
        shape[^1] = 1;
        return shape;
    }
}
