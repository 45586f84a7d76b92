using AkkaDreamer.Models.Latents;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Objectives;

/// <summary>
/// The KL between posterior q and prior p with the two sides kept apart (DreamerV2, section 2.2; DreamerV3, eq. 4), in nats, averaged over steps. Both sides have the same value; the first has gradients
/// for the prior alone, the second for the posterior alone, so that weights of 1 and 1 give the gradient of the plain divergence.
/// </summary>
public sealed record BalancedKl(Tensor Dynamics, Tensor Representation, Tensor Plain)
{
    /// <summary>From the parameters [...] of both. Free nats are subtracted from neither side: below them a side is constant, per step or as the batch's mean.</summary>
    public static BalancedKl Between(ILatents latents, Tensor posterior, Tensor prior, KlSettings settings)
    {
        var dynamics = latents.Divergence(posterior.detach(), prior);
        var representation = latents.Divergence(posterior, prior.detach());
        Tensor Clipped(Tensor side) => settings.FreeNatsOfMean ? side.mean().clamp_min(settings.FreeNats) : side.clamp_min(settings.FreeNats).mean();
        return new BalancedKl(Clipped(dynamics), Clipped(representation), representation.detach().mean());
    }

    /// <summary>beta_dyn and beta_rep times their sides.</summary>
    public Tensor Weighted(KlSettings settings) => (Dynamics * settings.Dynamics) + (Representation * settings.Representation);
}
