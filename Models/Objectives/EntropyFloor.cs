using static TorchSharp.torch;

namespace AkkaDreamer.Models.Objectives;

/// <summary>A penalty that keeps entropy above a share of the most there can be, and leaves it alone there (TWM, eq. 5; Pereyra et al. 2017).</summary>
public static class EntropyFloor
{
    /// <summary>max(0, threshold - share) of a mean normalised entropy, a share of 1 being the uniform distribution. With a threshold of 1 it is the usual entropy bonus, up to a constant.</summary>
    public static Tensor Penalty(Tensor share, double threshold) => nn.functional.relu(threshold - share);
}
