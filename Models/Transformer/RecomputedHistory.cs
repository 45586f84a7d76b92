using static TorchSharp.torch;

namespace AkkaDreamer.Models.Transformer;

/// <summary>
/// Keeps the tokens themselves and runs the whole window through the transformer at every step, as one without memory would: what lies before the window has no influence at all, whereas kept
/// keys and values still carry some of it. <paramref name="past"/> [N,P,width]: tokens to begin with; <paramref name="seen"/> [N,P]: 0 where they are to be ignored.
/// </summary>
public sealed class RecomputedHistory(TransformerXl transformer, TransformerSettings settings, int group, Tensor past, Tensor seen, Tensor[] distances) : ITokenHistory
{
    private Tensor tokens = past;
    private Tensor barred = (1 - seen) * AttentionMask.Barred;

    /// <inheritdoc/>
    public Tensor Next(Tensor next)
    {
        var longest = (settings.Memory + 1L) * group;
        tokens = Last(cat([tokens, next], 1), longest).MoveToOuterDisposeScope();
        barred = Last(cat([barred, zeros([next.shape[0], next.shape[1]], device: next.device)], 1), longest).MoveToOuterDisposeScope();
        var count = tokens.shape[1];
        var outputs = transformer.Forward(tokens, distances, barred.unsqueeze(1) + AttentionMask.Last(count, count, tokens.device), Dropout.None);
        return outputs.narrow(1, count - group, group);
    }

    /// <inheritdoc/>
    public void Forget(Tensor rows) => barred.add_(rows.unsqueeze(1), AttentionMask.Barred);

    private static Tensor Last(Tensor x, long longest) => x.shape[1] <= longest ? x : x.narrow(1, x.shape[1] - longest, longest).contiguous();
}
