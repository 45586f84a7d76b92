using AkkaDreamer.Models.Checkpoints;
using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Optimisation;

/// <summary>Adam on flat weights, the whole gradient clipped by its norm.</summary>
public sealed class Adam(Weights weights, OptimiserSettings settings) : IOptimiser
{
    private readonly Moments moments = new(weights);

    /// <inheritdoc/>
    public double GradientNorm()
    {
        using var norm = weights.Gradient.norm();
        return norm.item<float>();
    }

    /// <inheritdoc/>
    public void Step(double norm)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        moments.Steps++;
        var gradient = weights.Gradient;
        if (settings.Clip > 0 && norm > settings.Clip) gradient.mul_(settings.Clip / (norm + 1e-6));
        var statistics = settings.WeightDecay > 0 || settings.Shrink > 0 ? weights.CopyStatistics() : []; // which decay as little as they are trained
        if (settings.WeightDecay > 0) gradient.add_(weights.Flat, settings.WeightDecay);
        if (settings.Shrink > 0) weights.Flat.mul_(1 - settings.Shrink);
        moments.First.mul_(settings.Beta1).add_(gradient, 1 - settings.Beta1);
        moments.Second.mul_(settings.Beta2).addcmul_(gradient, gradient, 1 - settings.Beta2);
        var firstBias = 1 - Math.Pow(settings.Beta1, moments.Steps);
        var secondBias = 1 - Math.Pow(settings.Beta2, moments.Steps);
        var root = moments.Second.sqrt().div_(Math.Sqrt(secondBias)).add_(settings.Epsilon);
        weights.Flat.addcdiv_(moments.First, root, -moments.Rate(settings) / firstBias);
        weights.RestoreStatistics(statistics);
        weights.Refresh();
    }

    /// <inheritdoc/>
    public void Capture(SnapshotWriter writer, string prefix) => moments.Capture(writer, prefix);

    /// <inheritdoc/>
    public void Restore(SnapshotReader reader, string prefix) => moments.Restore(reader, prefix);

    /// <inheritdoc/>
    public void Dispose() => moments.Dispose();
}
