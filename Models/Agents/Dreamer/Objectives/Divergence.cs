using AkkaDreamer.Models.Objectives;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer.Objectives;

/// <summary>beta_dyn max(free, KL(sg q || p)) + beta_rep max(free, KL(q || sg p)).</summary>
internal sealed class Divergence(WorldModel model, WorldModelSettings settings) : IObjective
{
    public Tensor Loss(Replayed replayed, ScalarList scalars)
    {
        var kl = BalancedKl.Between(model.Rssm.Latents, replayed.Sequence.Posterior, replayed.Prior, settings.Kl);
        scalars.Add("loss/dynamics", kl.Dynamics);
        scalars.Add("loss/representation", kl.Representation);
        scalars.Add("loss/kl", kl.Plain);
        return kl.Weighted(settings.Kl);
    }
}
