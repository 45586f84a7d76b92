using AkkaDreamer.Models.Checkpoints;
using AkkaDreamer.Models.Objectives;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer.Objectives;

/// <summary>
/// RePo (Zhu et al. 2023): beta (KL - epsilon), the KL balanced towards the prior, and beta &gt; 0 by dual ascent: ln beta climbs along its own KL - epsilon with Adam, as the authors' code does.
/// </summary>
internal sealed class Bottleneck(WorldModel model, WorldModelSettings settings) : IObjective
{
    private readonly KlSettings balance = new()
    {
        Dynamics = settings.Bottleneck.PriorSteps / (1 + settings.Bottleneck.PriorSteps),
        Representation = 1 / (1 + settings.Bottleneck.PriorSteps),
        FreeNats = 0,
    };

    private DualVariable dual = DualVariable.Start(settings.Bottleneck);
    private double violation;

    public Tensor Loss(Replayed replayed, ScalarList scalars)
    {
        var kl = BalancedKl.Between(model.Rssm.Latents, replayed.Sequence.Posterior, replayed.Prior, balance);
        var over = kl.Weighted(balance) - settings.Bottleneck.Target;
        violation = over.item<float>();
        scalars.Add("loss/kl", kl.Plain);
        scalars.Add("repo/beta", dual.Beta);
        scalars.Add("repo/violation", violation);
        return over * dual.Beta;
    }

    public void AfterStep() => dual = dual.Ascend(violation, settings.Bottleneck);

    public void Capture(SnapshotWriter writer) => writer.Add("repo/dual", dual.ToString());

    public void Restore(SnapshotReader reader) => dual = DualVariable.Parse(reader.Text("repo/dual"));
}
