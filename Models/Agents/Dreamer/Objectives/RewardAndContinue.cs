using AkkaDreamer.Models.Distributions;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer.Objectives;

/// <summary>-ln p(r | s) - ln p(c | s).</summary>
internal sealed class RewardAndContinue(WorldModel model, WorldModelSettings settings, IScalarCode code) : IObjective
{
    public Tensor Loss(Replayed replayed, ScalarList scalars)
    {
        var reward = code.Loss(model.Reward!.Forward(settings.RewardGradients ? replayed.Prepared : replayed.Prepared.detach()), replayed.Input.Rewards).mean();
        scalars.Add("loss/reward", reward);
        var loss = reward * settings.RewardScale;
        if (model.Continue is null) return loss;
        var target = (1 - replayed.Input.Terminal) * (settings.DiscountInContinue ? settings.Discount : 1.0);
        var carries = nn.functional.binary_cross_entropy_with_logits(model.Continue.Forward(replayed.Prepared).squeeze(-1), target, reduction: nn.Reduction.None).mean();
        scalars.Add("loss/continue", carries);
        return loss + (carries * settings.ContinueScale);
    }
}
