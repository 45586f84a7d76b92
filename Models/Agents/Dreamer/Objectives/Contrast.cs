using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer.Objectives;

/// <summary>
/// InfoNCE in place of the observation's likelihood (Dreamer V1, eq. 9): -(ln q(s_t | o_t) - ln sum over o' of the batch of q(s_t | o')), with q a normal of unit variance around a function of the embedding.
/// </summary>
internal sealed class Contrast(WorldModel model, WorldModelSettings settings) : IObjective
{
    public Tensor Loss(Replayed replayed, ScalarList scalars)
    {
        var states = replayed.Feature.view(-1, replayed.Feature.shape[^1]);                                          // [N,F]
        var means = model.StateOfObservation!.Forward(replayed.Embedding.view(states.shape[0], -1));                 // [N,F]
        var loss = InfoNce(states, means);
        scalars.Add("loss/contrast", loss);
        return loss * settings.ImageScale;
    }

    /// <summary>The mean over the rows of <paramref name="states"/> [N,F] of -ln softmax over observations, at their own, of -|s - mean(o)|^2 / 2; <paramref name="means"/> [N,F].</summary>
    public static Tensor InfoNce(Tensor states, Tensor means)
    {
        // |s - m|^2 = |s|^2 - 2 s m + |m|^2, and |s|^2 is the same for every observation.
        var scores = states.mm(means.t()) - (0.5 * means.square().sum(-1)).unsqueeze(0);                             // [s,o]
        return (scores.logsumexp(-1) - scores.diagonal()).mean();
    }
}
