using static TorchSharp.torch;

namespace AkkaDreamer.Models.Returns;

/// <summary>Generalised advantage estimation (Schulman et al. 2016) with a discount of its own for every step, time first.</summary>
public static class GeneralisedAdvantage
{
    /// <summary>
    /// A_t = sum over k of lambda^k (d_t .. d_{t+k-1}) delta_{t+k}, delta_t = r_t + d_t v_{t+1} - v_t, which is the lambda-return less v_t. <paramref name="rewards"/> and
    /// <paramref name="discounts"/> [H,N] are those of the steps from state t to t + 1, <paramref name="values"/> [H+1,N] those of the states. Gives [H,N].
    /// </summary>
    public static Tensor Of(Tensor rewards, Tensor discounts, Tensor values, double lambda)
    {
        var first = rewards.narrow(0, 0, 1); // the returns count a reward with the state it led to, and do not look at the first
        var returns = LambdaReturn.Imagined(cat([first, rewards], 0), cat([first, discounts], 0), values, lambda);
        return returns - values.narrow(0, 0, rewards.shape[0]);
    }
}
