using static TorchSharp.torch;

namespace AkkaDreamer.Models.Distributions;

/// <summary>A diagonal normal whose mean is bounded by tanh and whose standard deviation lies between two numbers (DreamerV3's continuous policy).</summary>
public sealed record BoundedNormal(Tensor Mean, Tensor Deviation) : IActionDistribution
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>From a network's output [...,2A]: mean, then the number whose sigmoid (shifted by 2) sets the deviation between <paramref name="least"/> and <paramref name="most"/>.</summary>
    public static BoundedNormal From(Tensor output, double least, double most)
    {
        var size = output.shape[^1] / 2;
        var deviation = ((output.narrow(-1, size, size) + 2.0).sigmoid() * (most - least)) + least;
        return new BoundedNormal(output.narrow(-1, 0, size).tanh(), deviation);
    }

    /// <inheritdoc/>
    public Tensor Noise(Generator generator) => randn(Mean.shape, device: Mean.device, generator: generator);

    /// <inheritdoc/>
    public Tensor Noise(RandomState random) => Draws.Normal(random, Mean.device, Mean.shape);

    /// <inheritdoc/>
    public Tensor Draw(Tensor noise) => (Mean + (Deviation * noise)).detach();

    /// <inheritdoc/>
    public Tensor Differentiable(Tensor action, Tensor noise) => Mean + (Deviation * noise);

    /// <inheritdoc/>
    public Tensor Mode() => Mean;

    /// <inheritdoc/>
    public Tensor LogProbability(Tensor action) => (-0.5 * ((action - Mean) / Deviation).square() - Deviation.log() - HalfLogTwoPi).sum(-1);

    /// <inheritdoc/>
    public Tensor Entropy() => (Deviation.log() + (HalfLogTwoPi + 0.5)).sum(-1);
}
