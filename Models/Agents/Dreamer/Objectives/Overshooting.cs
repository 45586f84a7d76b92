using AkkaDreamer.Models.Rssm;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer.Objectives;

/// <summary>
/// Latent overshooting (PlaNet, section 4, eq. 6): priors of 2..D steps, each begun at a posterior state and rolled out with the replayed actions, are pulled to the posterior of the step where they end;
/// the posterior is not pulled back. Predictions over the beginning of an episode count as zero. And the global prior: the posterior's divergence from a standard normal.
/// </summary>
internal sealed class Overshooting(WorldModel model, WorldModelSettings settings, Generator generator) : IObjective
{
    public Tensor Loss(Replayed replayed, ScalarList scalars)
    {
        var loss = zeros(1, device: replayed.Feature.device).sum();
        var (length, distance) = (replayed.Input.Length, Math.Min(settings.Overshooting.Distance, replayed.Input.Length - 1));
        if (distance > 1)
        {
            var posterior = replayed.Sequence.Posterior.detach();
            var (h, z, within) = (replayed.Sequence.H, replayed.Sequence.Z, ones_like(replayed.Input.First));
            for (var d = 1; d <= distance; d++)
            {
                // h and z at row t: the state at t + d as predicted from the posterior at t.
                var rows = length - d;
                (h, z, within) = Advance(h.narrow(0, 0, rows), z.narrow(0, 0, rows), within.narrow(0, 0, rows), replayed, d);
                if (d > 1) loss += Divergence(h, posterior, within, d); // predictions of one step are the plain divergence
            }

            loss *= settings.Overshooting.Scale / distance;
            scalars.Add("loss/overshooting", loss);
        }

        if (settings.Overshooting.GlobalPrior == 0) return loss;
        var q = replayed.Sequence.Posterior;
        var standard = stack([zeros_like(q.select(-2, 0)), ones_like(q.select(-2, 1))], -2);
        var divergence = model.Rssm.Latents.Divergence(q, standard).mean();
        scalars.Add("loss/global-prior", divergence);
        return loss + (divergence * settings.Overshooting.GlobalPrior);
    }

    private (Tensor H, Tensor Z, Tensor Within) Advance(Tensor h, Tensor z, Tensor within, Replayed replayed, int d)
    {
        var (rows, batch) = (h.shape[0], h.shape[1]);
        var action = replayed.Input.Actions.narrow(0, d, rows).reshape(rows * batch, -1);
        var next = model.Rssm.Imagine(new LatentState(h.reshape(rows * batch, -1), z.reshape(rows * batch, -1)), action, generator);
        return (next.H.view(rows, batch, -1), next.Z.view(rows, batch, -1), within * (1 - replayed.Input.First.narrow(0, d, rows)));
    }

    private Tensor Divergence(Tensor h, Tensor posterior, Tensor within, int d) =>
        (model.Rssm.Latents.Divergence(posterior.narrow(0, d, h.shape[0]), model.Rssm.Prior(h)).clamp_min(settings.Kl.FreeNats) * within).mean();
}
