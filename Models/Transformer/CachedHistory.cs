using static TorchSharp.torch;

namespace AkkaDreamer.Models.Transformer;

/// <summary>Keeps keys and values: a step costs its own tokens. <paramref name="memory"/> may hold some steps already; <paramref name="distances"/> are as long as the window.</summary>
public sealed class CachedHistory(TransformerXl transformer, TransformerSettings settings, int group, TransformerMemory memory, Tensor[] distances) : ITokenHistory
{
    /// <inheritdoc/>
    public Tensor Next(Tensor tokens)
    {
        memory.Start = Math.Max(0, memory.Length - ((long)settings.Memory * group));
        return transformer.Forward(tokens, distances, memory.Mask(group), Dropout.None, memory);
    }

    /// <inheritdoc/>
    public void Forget(Tensor rows) => memory.Forget(rows);
}
