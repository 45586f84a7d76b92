using AkkaDreamer.Models.Distributions;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Latents;

/// <summary>S categoricals of C classes, one-hot with straight-through gradients (DreamerV2, section 2), their probabilities mixed with a share of the uniform distribution (DreamerV3).</summary>
public sealed class CategoricalLatents(int stochastic, int classes, double unimix) : ILatents
{
    /// <inheritdoc/>
    public int Raw => Flat;

    /// <inheritdoc/>
    public int Flat { get; } = stochastic * classes;

    /// <inheritdoc/>
    public int Count => stochastic;

    /// <inheritdoc/>
    public Tensor Parameters(Tensor raw) => Categorical.Probabilities(raw.view([.. raw.shape[..^1], stochastic, classes]), unimix);

    /// <inheritdoc/>
    public Tensor Noise(Tensor parameters, Generator generator) => rand(One(parameters), device: parameters.device, generator: generator);

    /// <inheritdoc/>
    public Tensor Noise(Tensor parameters, RandomState random) => Draws.Uniform(random, parameters.device, One(parameters));

    /// <inheritdoc/>
    public Tensor Draw(Tensor parameters, Tensor noise) => Flattened(Categorical.Sample(parameters, noise), parameters);

    /// <inheritdoc/>
    public Tensor Mode(Tensor parameters) => Flattened(Categorical.Mode(parameters), parameters);

    /// <inheritdoc/>
    public Tensor Divergence(Tensor q, Tensor p) => Categorical.Divergence(q, q.log(), p.log()).sum(-1);

    /// <inheritdoc/>
    public float[] Pack(Tensor z) => z.view(stochastic, classes).argmax(-1).to(float32).to(CPU).data<float>().ToArray();

    /// <inheritdoc/>
    public Tensor Unpack(float[] packed, Device device) => Categorical.OneHot(tensor(packed, [1, stochastic, 1], device: device).to(int64), classes).view(1, Flat);

    private static long[] One(Tensor parameters)
    {
        var shape = parameters.shape;
        shape[^1] = 1;
        return shape;
    }

    private Tensor Flattened(Tensor oneHot, Tensor parameters) =>
        (parameters.requires_grad ? Categorical.StraightThrough(oneHot, parameters) : oneHot).view([.. parameters.shape[..^2], Flat]);
}
