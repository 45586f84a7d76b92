using static TorchSharp.torch;

namespace AkkaDreamer.Models.Distributions;

/// <summary>A diagonal normal cut at -1 and 1 (the continuous actor of DreamerV2). Drawn by inversion, so that its draws are differentiable functions of mean and deviation.</summary>
public sealed record TruncatedNormal(Tensor Mean, Tensor Deviation) : IActionDistribution
{
    private const double Edge = 1e-6;
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>From a network's output [...,2A]: tanh of the mean; deviation 2 sigmoid(raw / 2) + <paramref name="least"/>.</summary>
    public static TruncatedNormal From(Tensor output, double least)
    {
        var size = output.shape[^1] / 2;
        return new TruncatedNormal(output.narrow(-1, 0, size).tanh(), (2 * (output.narrow(-1, size, size) / 2).sigmoid()) + least);
    }

    private Tensor Low => (-1 - Mean) / Deviation;

    private Tensor High => (1 - Mean) / Deviation;

    /// <inheritdoc/>
    public Tensor Noise(Generator generator) => randn(Mean.shape, device: Mean.device, generator: generator);

    /// <inheritdoc/>
    public Tensor Noise(RandomState random) => Draws.Normal(random, Mean.device, Mean.shape);

    /// <inheritdoc/>
    public Tensor Draw(Tensor noise) => Differentiable(noise, noise).detach();

    /// <summary>Standard normal noise gives a uniform number, the uniform number a quantile between the cuts.</summary>
    public Tensor Differentiable(Tensor action, Tensor noise)
    {
        var low = Below(Low);
        var share = low + ((Below(High) - low) * Below(noise));
        var raw = (2 * share.clamp(Edge, 1 - Edge) - 1).erfinv() * Math.Sqrt(2);
        return (Mean + (Deviation * raw)).clamp(-1 + Edge, 1 - Edge);
    }

    /// <inheritdoc/>
    public Tensor Mode() => Mean;

    /// <inheritdoc/>
    public Tensor LogProbability(Tensor action) => ((-0.5 * ((action - Mean) / Deviation).square()) - Deviation.log() - HalfLogTwoPi - Mass().log()).sum(-1);

    /// <inheritdoc/>
    public Tensor Entropy()
    {
        var (low, high, mass) = (Low, High, Mass());
        var bend = ((low * Density(low)) - (high * Density(high))) / (2 * mass);
        return (Deviation.log() + mass.log() + (HalfLogTwoPi + 0.5) + bend).sum(-1);
    }

    private static Tensor Below(Tensor x) => 0.5 * (1 + (x / Math.Sqrt(2)).erf());

    private static Tensor Density(Tensor x) => (-0.5 * x.square() - HalfLogTwoPi).exp();

    private Tensor Mass() => (Below(High) - Below(Low)).clamp_min(Edge);
}
