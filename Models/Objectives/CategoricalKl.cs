using AkkaDreamer.Models.Distributions;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Objectives;

/// <summary>Balanced KL of categorical latents: both sides [...] in nats, each at least the free nats, and the plain divergence.</summary>
public sealed record CategoricalKl(Tensor Dynamics, Tensor Representation, Tensor Plain)
{
    /// <summary>From probabilities [...,S,C] of posterior and prior.</summary>
    public static CategoricalKl Between(Tensor posterior, Tensor prior, double freeNats)
    {
        var (logPosterior, logPrior) = (posterior.log(), prior.log());
        var dynamics = Categorical.Divergence(posterior.detach(), logPosterior.detach(), logPrior).sum(-1);
        var representation = Categorical.Divergence(posterior, logPosterior, logPrior.detach()).sum(-1);
        return new CategoricalKl(dynamics.clamp_min(freeNats), representation.clamp_min(freeNats), representation.detach());
    }
}
