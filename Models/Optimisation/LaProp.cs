using AkkaDreamer.Models.Checkpoints;
using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Optimisation;

/// <summary>
/// LaProp: the gradient is divided by the root of its second moment first and averaged after. Before it, adaptive clipping: no parameter's gradient norm exceeds a share of that parameter's norm (at least 1e-3).
/// Both work per parameter, so sets of weights stepped apart are the same as one set.
/// </summary>
public sealed class LaProp(Weights weights, OptimiserSettings settings) : IOptimiser
{
    private const double LeastNorm = 1e-3;

    private readonly Moments moments = new(weights);
    private float[] gradientNorms = [];

    /// <inheritdoc/>
    public double GradientNorm()
    {
        gradientNorms = Norms(weights.Gradient);
        return Math.Sqrt(gradientNorms.Sum(norm => (double)norm * norm));
    }

    /// <inheritdoc/>
    public void Step(double norm)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        moments.Steps++;
        if (settings.Clip > 0) Clip();
        var gradient = weights.Gradient;
        moments.Second.mul_(settings.Beta2).addcmul_(gradient, gradient, 1 - settings.Beta2);
        var root = moments.Second.sqrt().div_(Math.Sqrt(1 - Math.Pow(settings.Beta2, moments.Steps))).add_(settings.Epsilon);
        // A weight whose gradient was always exactly zero has no scale yet: 0 / 0 is meant to be 0.
        var scaled = gradient.div(root).nan_to_num_(0);
        moments.First.mul_(settings.Beta1).add_(scaled, 1 - settings.Beta1);
        weights.Flat.add_(moments.First, -moments.Rate(settings) / (1 - Math.Pow(settings.Beta1, moments.Steps)));
        weights.Refresh();
    }

    /// <inheritdoc/>
    public void Capture(SnapshotWriter writer, string prefix) => moments.Capture(writer, prefix);

    /// <inheritdoc/>
    public void Restore(SnapshotReader reader, string prefix) => moments.Restore(reader, prefix);

    /// <inheritdoc/>
    public void Dispose() => moments.Dispose();

    private void Clip()
    {
        var weightNorms = Norms(weights.Flat);
        for (var i = 0; i < weightNorms.Length; i++)
        {
            var most = settings.Clip * Math.Max(LeastNorm, weightNorms[i]);
            if (gradientNorms[i] <= most) continue;
            var parameter = weights.Parameters[i];
            weights.Gradient.narrow(0, parameter.Offset, parameter.Count).mul_(most / gradientNorms[i]);
        }
    }

    private float[] Norms(Tensor flat)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var norms = weights.Parameters.Select(parameter => flat.narrow(0, parameter.Offset, parameter.Count).norm()).ToArray();
        return stack(norms).to(CPU).data<float>().ToArray();
    }
}
