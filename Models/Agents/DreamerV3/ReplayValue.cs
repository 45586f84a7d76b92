using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Returns;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.DreamerV3;

/// <summary>The value loss on replayed trajectories (2024): the value head learns the lambda-return of the replayed rewards, bootstrapped by <c>bootstrap</c>.</summary>
internal static class ReplayValue
{
    /// <summary>
    /// Value logits [T,B,K], bootstrap [T,B], the slow head's predictions [T,B] or null, rewards and flags [T,B], to a mean over the steps 0..T-2 that do not end an episode (those count as zero).
    /// </summary>
    public static Tensor Loss(TwoHot code, Tensor logits, Tensor bootstrap, Tensor? slow, Tensor rewards, Tensor last, Tensor terminal, BehaviourSettings settings)
    {
        var steps = rewards.shape[0] - 1;
        var target = LambdaReturn.Replayed(rewards, last, terminal, bootstrap.detach(), settings.Discount, settings.Lambda); // [T-1,B]
        var loss = code.Loss(logits.narrow(0, 0, steps), target);
        if (slow is not null) loss += code.Loss(logits.narrow(0, 0, steps), slow.narrow(0, 0, steps)) * settings.SlowRegulariser;
        return (loss * (1 - last.narrow(0, 0, steps))).mean();
    }
}
