using AkkaDreamer.Models.Distributions;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Latents;

/// <summary>S independent normals, drawn by reparameterisation; deviation softplus(raw) + <paramref name="least"/> (PlaNet, section 3; Dreamer V1).</summary>
public sealed class GaussianLatents(int stochastic, double least) : ILatents
{
    /// <inheritdoc/>
    public int Raw => 2 * stochastic;

    /// <inheritdoc/>
    public int Flat => stochastic;

    /// <inheritdoc/>
    public int Count => stochastic;

    /// <inheritdoc/>
    public Tensor Parameters(Tensor raw)
    {
        var parts = raw.chunk(2, -1);
        return stack([parts[0], parts[1].softplus() + least], -2);
    }

    /// <inheritdoc/>
    public Tensor Noise(Tensor parameters, Generator generator) => randn(One(parameters), device: parameters.device, generator: generator);

    /// <inheritdoc/>
    public Tensor Noise(Tensor parameters, RandomState random) => Draws.Normal(random, parameters.device, One(parameters));

    /// <inheritdoc/>
    public Tensor Draw(Tensor parameters, Tensor noise) => Mode(parameters) + (Deviation(parameters) * noise);

    /// <inheritdoc/>
    public Tensor Mode(Tensor parameters) => parameters.select(-2, 0);

    /// <inheritdoc/>
    public Tensor Divergence(Tensor q, Tensor p)
    {
        var (deviation, against) = (Deviation(q), Deviation(p));
        var distance = (Mode(q) - Mode(p)) / against;
        var ratio = deviation / against;
        return ((0.5 * (ratio.square() + distance.square() - 1)) - ratio.log()).sum(-1);
    }

    /// <inheritdoc/>
    public float[] Pack(Tensor z) => z.to(CPU).data<float>().ToArray();

    /// <inheritdoc/>
    public Tensor Unpack(float[] packed, Device device) => tensor(packed, [1, stochastic], device: device);

    private static Tensor Deviation(Tensor parameters) => parameters.select(-2, 1);

    private static long[] One(Tensor parameters) => [.. parameters.shape[..^2], parameters.shape[^1]];
}
