using static TorchSharp.torch;

namespace AkkaDreamer.Models.Returns;

/// <summary>Lambda-returns, time first.</summary>
public static class LambdaReturn
{
    /// <summary>
    /// R_t = r_{t+1} + d_{t+1} ((1 - lambda) v_{t+1} + lambda R_{t+1}), R_H = v_H (DreamerV3, eq. 7). <paramref name="rewards"/>, <paramref name="discounts"/> and <paramref name="values"/>
    /// [H+1,N] are those of the imagined states s_0..s_H; entry 0 of the first two is not used. Gives R_0..R_{H-1} [H,N]. Discounts include gamma.
    /// </summary>
    public static Tensor Imagined(Tensor rewards, Tensor discounts, Tensor values, double lambda)
    {
        var horizon = rewards.shape[0] - 1;
        var discount = discounts.narrow(0, 1, horizon);
        var step = rewards.narrow(0, 1, horizon) + (discount * values.narrow(0, 1, horizon) * (1 - lambda));
        var carry = discount * lambda;
        return Backwards(step, carry, values.select(0, horizon));
    }

    /// <summary>
    /// R_t = r_t + d_t ((1 - lambda) v_{t+1} + lambda R_{t+1}), R_H = v_H (Dreamer V1, eq. 6; DreamerV2, eq. 4, as their code has it): the value of a state counts the reward that came with it. Shapes as in
    /// <see cref="Imagined"/>; the last entries of <paramref name="rewards"/> and <paramref name="discounts"/> are not used.
    /// </summary>
    public static Tensor CountingOwnReward(Tensor rewards, Tensor discounts, Tensor values, double lambda)
    {
        var horizon = rewards.shape[0] - 1;
        var discount = discounts.narrow(0, 0, horizon);
        var step = rewards.narrow(0, 0, horizon) + (discount * values.narrow(0, 1, horizon) * (1 - lambda));
        return Backwards(step, discount * lambda, values.select(0, horizon));
    }

    /// <summary>
    /// The first over replayed steps 0..T-1 [T,B], bootstrapped by <paramref name="bootstrap"/> [T,B]: nothing flows over the end of an episode (<paramref name="last"/>), and nothing follows a terminal step
    /// (<paramref name="terminal"/>). Gives R_0..R_{T-2} [T-1,B]. The discount is explicit here.
    /// </summary>
    public static Tensor Replayed(Tensor rewards, Tensor last, Tensor terminal, Tensor bootstrap, double discount, double lambda)
    {
        var steps = rewards.shape[0] - 1;
        var live = (1 - terminal.narrow(0, 1, steps)) * discount;
        var carry = (1 - last.narrow(0, 1, steps)) * lambda;
        var step = rewards.narrow(0, 1, steps) + ((1 - carry) * live * bootstrap.narrow(0, 1, steps));
        return Backwards(step, live * carry, bootstrap.select(0, steps));
    }

    /// <summary>
    /// How much each of the imagined steps s_0..s_{H-1} weighs [H,N]: the probability, times the discount so far, that it is reached at all, from discounts [H+1,N]. Where the value of a state counts its own
    /// reward (<paramref name="countsOwnReward"/>), a start that is terminal still counts, once; elsewhere it counts for nothing.
    /// </summary>
    public static Tensor Weights(Tensor discounts, bool countsOwnReward)
    {
        var horizon = discounts.shape[0] - 1;
        return countsOwnReward
            ? cat([ones_like(discounts.narrow(0, 0, 1)), discounts.narrow(0, 0, horizon - 1)], 0).cumprod(0)
            : discounts.narrow(0, 0, horizon).cumprod(0);
    }

    private static Tensor Backwards(Tensor step, Tensor carry, Tensor last)
    {
        var steps = step.unbind(0);
        var carries = carry.unbind(0);
        var returns = new Tensor[steps.Length];
        for (var t = steps.Length - 1; t >= 0; t--) returns[t] = last = steps[t] + (carries[t] * last);
        return stack(returns);
    }
}
