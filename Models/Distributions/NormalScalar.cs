using static TorchSharp.torch;

namespace AkkaDreamer.Models.Distributions;

/// <summary>A scalar as the mean of a normal of unit variance: half the squared error (PlaNet, Dreamer V1, V2, RePo).</summary>
public sealed class NormalScalar : IScalarCode
{
    /// <inheritdoc/>
    public int Outputs => 1;

    /// <inheritdoc/>
    public Tensor Mean(Tensor outputs) => outputs.squeeze(-1);

    /// <inheritdoc/>
    public Tensor Loss(Tensor outputs, params Tensor[] targets)
    {
        var mean = Mean(outputs);
        return targets.Select(target => 0.5 * (mean - target).square()).Aggregate((sum, next) => sum + next);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Holds nothing.
    }
}
