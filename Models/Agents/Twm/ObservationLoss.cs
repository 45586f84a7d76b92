using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Objectives;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>The terms of the observation model's loss beside reconstruction (TWM, eq. 3), in the form of the paper or of its authors' code.</summary>
public static class ObservationLoss
{
    /// <summary>The mean entropy of a step's latents, in nats, to its weighted term.</summary>
    public static Tensor Entropy(Tensor entropy, ObservationSettings settings) => settings.EntropyForm == LatentEntropy.Bonus
        ? entropy * -settings.Entropy
        : EntropyFloor.Penalty(entropy / (settings.Stochastic * Math.Log(settings.Classes)), settings.EntropyThreshold) * settings.Entropy;

    /// <summary>The cross-entropy [...] of encoder ln q and prior ln p [...,S,C], summed over latents; the prior gets no gradient.</summary>
    public static Tensor Consistency(Tensor logPosterior, Tensor logPrior, Consistency form)
    {
        var prior = logPrior.detach();
        return (form == Twm.Consistency.PriorFirst ? Categorical.CrossEntropy(prior.exp(), logPosterior) : Categorical.CrossEntropy(logPosterior.exp(), prior)).sum(-1);
    }
}
