using static TorchSharp.torch;

namespace AkkaDreamer.Models.Transformer;

/// <summary>What a token may attend to, as numbers to add to its scores: 0, or so low that softmax gives nothing.</summary>
public static class AttentionMask
{
    /// <summary>Added where attention is barred.</summary>
    public const double Barred = -1e9;

    /// <summary>
    /// For sequences of groups of tokens: a token sees the earlier ones of its own group, and the groups of the same episode up to <paramref name="memory"/> before. <paramref name="episodes"/>
    /// [N,groups] numbers the episodes. Gives [N,S,S] with S = groups x <paramref name="group"/>.
    /// </summary>
    public static Tensor Windowed(Tensor episodes, int group, int memory)
    {
        var tokens = arange(episodes.shape[1] * group, int64, episodes.device);
        var steps = tokens.div(group, RoundingMode.floor).to(int64);
        var allowed = Causal(tokens).logical_and(steps.unsqueeze(1).sub(steps.unsqueeze(0)).le(memory));    // [S,S]
        var own = episodes.index_select(1, steps);                                                          // [N,S]
        var same = own.unsqueeze(2).eq(own.unsqueeze(1));                                                   // [N,S,S]
        return same.logical_and(allowed).logical_not().to(float32).mul_(Barred);
    }

    /// <summary>For the last <paramref name="queries"/> of <paramref name="keys"/> tokens: nothing that comes later, [Q,K].</summary>
    public static Tensor Last(long queries, long keys, Device device)
    {
        var tokens = arange(keys, int64, device);
        return Causal(tokens).narrow(0, keys - queries, queries).logical_not().to(float32).mul_(Barred);
    }

    private static Tensor Causal(Tensor tokens) => tokens.unsqueeze(1).ge(tokens.unsqueeze(0));
}
