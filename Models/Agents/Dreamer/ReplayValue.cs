using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Returns;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>The value loss on replayed trajectories (DreamerV3 of 2024, MuDreamer): a value head learns the lambda-return of the replayed rewards, bootstrapped by <c>bootstrap</c>.</summary>
internal static class ReplayValue
{
    /// <summary>
    /// Value outputs [T,B,K], bootstrap [T,B], the slow head's predictions [T,B] or null with their weight, rewards and flags [T,B], to a mean over the steps 0..T-2 that do not end an episode (those count as zero).
    /// </summary>
    public static Tensor Loss(IScalarCode code, Tensor outputs, Tensor bootstrap, Tensor? slow, BatchTensors input, WorldModelSettings settings, double slowWeight) =>
        Loss(code, outputs, bootstrap, slow, input.Rewards, input.Last, input.Terminal, settings, slowWeight);

    /// <summary>The same from rewards and flags [T,B] alone.</summary>
    public static Tensor Loss(
        IScalarCode code, Tensor outputs, Tensor bootstrap, Tensor? slow, Tensor rewards, Tensor last, Tensor terminal, WorldModelSettings settings, double slowWeight)
    {
        var steps = rewards.shape[0] - 1;
        var target = LambdaReturn.Replayed(rewards, last, terminal, bootstrap.detach(), settings.Discount, settings.Lambda); // [T-1,B]
        var loss = code.Loss(outputs.narrow(0, 0, steps), target);
        if (slow is not null) loss += code.Loss(outputs.narrow(0, 0, steps), slow.narrow(0, 0, steps)) * slowWeight;
        return (loss * (1 - last.narrow(0, 0, steps))).mean();
    }
}
