using static TorchSharp.torch;

namespace AkkaDreamer.Models.Transformer;

/// <summary>
/// Keys and values of the tokens so far, layer by layer, for N sequences that go on together: a new token is computed once and never again. A window over them moves along; who lies in it
/// but must not be seen (another episode, or nothing at all) is barred. Belongs to the dispose scope it was made in, and holds no gradients.
/// </summary>
public sealed class TransformerMemory
{
    private readonly Tensor[] keys, values;
    private readonly Tensor barred;

    /// <summary>Room for <paramref name="capacity"/> tokens of <paramref name="rows"/> sequences.</summary>
    public TransformerMemory(TransformerSettings settings, long rows, long capacity, Device device)
    {
        Tensor Room() => empty([settings.Heads, rows, capacity, settings.HeadSize], float32, device);
        keys = [.. Enumerable.Range(0, settings.Layers).Select(_ => Room())];
        values = [.. Enumerable.Range(0, settings.Layers).Select(_ => Room())];
        barred = zeros([rows, capacity], float32, device);
    }

    /// <summary>Where the window begins.</summary>
    public long Start { get; set; }

    /// <summary>Tokens held.</summary>
    public long Length { get; private set; }

    /// <summary>What to add to the scores of the next <paramref name="queries"/> tokens: [N,Q,K], K from the window's beginning to the last of them.</summary>
    public Tensor Mask(long queries)
    {
        var count = Length + queries - Start;
        return barred.narrow(1, Start, count).unsqueeze(1) + AttentionMask.Last(queries, count, barred.device);
    }

    /// <summary>Adds a layer's keys and values [H,N,Q,d] of new tokens, and gives the window's with them [H,N,K,d]. <see cref="Advance"/> when all layers did.</summary>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor newKeys, Tensor newValues)
    {
        var count = newKeys.shape[2];
        keys[layer].narrow(2, Length, count).copy_(newKeys);
        values[layer].narrow(2, Length, count).copy_(newValues);
        return (keys[layer].narrow(2, Start, Length + count - Start), values[layer].narrow(2, Start, Length + count - Start));
    }

    /// <summary>The tokens just added are held in every layer.</summary>
    public void Advance(long count) => Length += count;

    /// <summary>Nothing held so far is seen again where <paramref name="rows"/> [N] is 1.</summary>
    public void Forget(Tensor rows) => barred.narrow(1, 0, Length).add_(rows.unsqueeze(1), AttentionMask.Barred);

    /// <summary>
    /// Begins with tokens of another memory: <paramref name="rows"/> and <paramref name="tokens"/> [N,K], which sequence's which token; those where <paramref name="seen"/> [N,K] is 0 are barred.
    /// </summary>
    public void Begin(TransformerMemory other, Tensor rows, Tensor tokens, Tensor seen)
    {
        var (n, count) = (tokens.shape[0], tokens.shape[1]);
        for (var layer = 0; layer < keys.Length; layer++)
        {
            using var scope = NewDisposeScope();
            var shape = other.keys[layer].shape;
            var flat = ((rows * shape[2]) + tokens).view(-1);
            Tensor Picked(Tensor from) => from.view(shape[0], -1, shape[3]).index_select(1, flat).view(shape[0], n, count, shape[3]);
            Append(layer, Picked(other.keys[layer]), Picked(other.values[layer]));
        }

        barred.narrow(1, 0, count).copy_((1 - seen) * AttentionMask.Barred);
        Advance(count);
    }
}
