using static TorchSharp.torch;

namespace AkkaDreamer.Models.Distributions;

/// <summary>How a head predicts a scalar (reward, value): how many outputs it has, what they mean, how far they are from a target.</summary>
public interface IScalarCode : IDisposable
{
    /// <summary>Outputs K of the head.</summary>
    int Outputs { get; }

    /// <summary>The expected scalar [...] of outputs [...,K].</summary>
    Tensor Mean(Tensor outputs);

    /// <summary>The loss [...] of outputs [...,K] against each target [...], added up.</summary>
    Tensor Loss(Tensor outputs, params Tensor[] targets);
}
