using static TorchSharp.torch;

namespace AkkaDreamer.Models.Distributions;

/// <summary>
/// tanh of a diagonal normal (the actor of Dreamer V1 and RePo). Its entropy has no closed form; the expectation of ln(1 - tanh^2 x) in it is a sum over an even grid per dimension, which draws nothing. For
/// so smooth a function under a normal such sums converge faster than any power of the spacing: the error is below 1e-6 nats up to a deviation of 2, and below 1e-3 at Dreamer V1's first one of 5.
/// </summary>
public sealed record TanhNormal(Tensor Mean, Tensor Deviation) : IActionDistribution
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);
    private const int Points = 49;
    private const double Reach = 6; // standard deviations on either side

    /// <summary>
    /// From a network's output [...,2A]: the mean is kept within +-5 by 5 tanh(mean / 5); the deviation is softplus(raw + the number whose softplus is <paramref name="initial"/>) + <paramref name="least"/>.
    /// </summary>
    public static TanhNormal From(Tensor output, double least, double initial)
    {
        const double MeanScale = 5;
        var size = output.shape[^1] / 2;
        var start = Math.Log(Math.Exp(initial) - 1);
        return new TanhNormal(MeanScale * (output.narrow(-1, 0, size) / MeanScale).tanh(), (output.narrow(-1, size, size) + start).softplus() + least);
    }

    /// <inheritdoc/>
    public Tensor Noise(Generator generator) => randn(Mean.shape, device: Mean.device, generator: generator);

    /// <inheritdoc/>
    public Tensor Noise(RandomState random) => Draws.Normal(random, Mean.device, Mean.shape);

    /// <inheritdoc/>
    public Tensor Draw(Tensor noise) => Differentiable(noise, noise).detach();

    /// <inheritdoc/>
    public Tensor Differentiable(Tensor action, Tensor noise) => (Mean + (Deviation * noise)).tanh();

    /// <summary>tanh of the normal's mean. (The authors take the most probable of a hundred draws.)</summary>
    public Tensor Mode() => Mean.tanh();

    /// <inheritdoc/>
    public Tensor LogProbability(Tensor action)
    {
        var raw = action.clamp(-1 + 1e-6, 1 - 1e-6).atanh();
        return ((-0.5 * ((raw - Mean) / Deviation).square()) - Deviation.log() - HalfLogTwoPi - LogSlope(raw)).sum(-1);
    }

    /// <inheritdoc/>
    public Tensor Entropy()
    {
        var grid = linspace(-Reach, Reach, Points, device: Mean.device);
        var density = (-0.5 * grid.square()).exp();
        var slope = LogSlope(Mean.unsqueeze(-1) + (Deviation.unsqueeze(-1) * grid)).matmul(density / density.sum()); // [...,A]
        return (Deviation.log() + (HalfLogTwoPi + 0.5) + slope).sum(-1);
    }

    /// <summary>ln(1 - tanh^2 x), without cancellation.</summary>
    private static Tensor LogSlope(Tensor x) => 2 * (Math.Log(2) - x - (-2 * x).softplus());
}
