using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Transformer;

/// <summary>
/// Transformer-XL (Dai et al. 2019): layers of relative attention that see what a mask lets them see, and, with a <see cref="TransformerMemory"/>, tokens that were computed before. The memory here holds
/// keys and values instead of the layers' inputs, which gives the same numbers and saves projecting them again at every step.
/// </summary>
public sealed class TransformerXl
{
    private readonly TransformerSettings settings;
    private readonly Parameter byContent, byDistance;
    private readonly TransformerLayer[] layers;

    /// <summary>Declares its parameters. Throws <see cref="ArgumentException"/> for an odd width, which sinusoids cannot fill.</summary>
    public TransformerXl(Weights weights, string name, TransformerSettings settings)
    {
        if (settings.Width % 2 != 0) throw new ArgumentException($"The width of a transformer is even, not {settings.Width}.", nameof(settings));
        this.settings = settings;
        var start = Initialiser.Uniform((settings.Heads + settings.HeadSize) / 2.0);
        byContent = weights.Declare(name + "/by-content", start, isProduct: false, settings.Heads, settings.HeadSize);
        byDistance = weights.Declare(name + "/by-distance", start, isProduct: false, settings.Heads, settings.HeadSize);
        layers = [.. Enumerable.Range(0, settings.Layers).Select(i => new TransformerLayer(weights, $"{name}/layer{i}", settings))];
    }

    /// <summary>Per layer, the distances length - 1 .. 0 as queries are compared with them [H,d,length]. They depend on the weights alone: made once for many steps. A shorter window uses the last columns.</summary>
    public Tensor[] Distances(long length, Device device, Dropout dropout)
    {
        var encodings = dropout.Apply(RelativePositions.Encodings(length, settings.Width, device));
        return [.. layers.Select(layer => layer.Attention.Distances(encodings))];
    }

    /// <summary>
    /// Tokens [N,Q,width] to hidden states [N,Q,width]. <paramref name="distances"/>: see <see cref="Distances"/>, at least as long as what is seen. <paramref name="mask"/> [N,Q,K] (or [Q,K]): what to add to the scores.
    /// With <paramref name="memory"/> the tokens go on from those it holds and are held too; K counts from the beginning of its window.
    /// </summary>
    public Tensor Forward(Tensor tokens, Tensor[] distances, Tensor mask, Dropout dropout, TransformerMemory? memory = null)
    {
        var (u, v) = (byContent.Value.view(settings.Heads, 1, 1, settings.HeadSize), byDistance.Value.view(settings.Heads, 1, 1, settings.HeadSize));
        var x = tokens;
        for (var i = 0; i < layers.Length; i++)
        {
            var (queries, keys, values) = layers[i].Attention.Project(x);
            if (memory is not null) (keys, values) = memory.Append(i, keys, values);
            var (seen, known) = (keys.shape[2], distances[i].shape[2]);
            var near = seen == known ? distances[i] : distances[i].narrow(2, known - seen, seen).contiguous();
            x = layers[i].Forward(x, layers[i].Attention.Attend(queries, keys, values, near, u, v, mask, dropout), dropout);
        }

        memory?.Advance(tokens.shape[1]);
        return x;
    }
}
