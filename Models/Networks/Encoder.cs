using AkkaDreamer.Models.Distributions;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>Observations to embeddings: images (side by side in channels) through convolutions, vectors (symlogged, joined) through an MLP, both joined.</summary>
public sealed class Encoder
{
    private readonly AgentSpaces spaces;
    private readonly ImageEncoder? images;
    private readonly Mlp? vectors;
    private readonly bool symlog;

    /// <summary>Declares its parameters. Throws <see cref="ArgumentException"/> when images differ in size.</summary>
    public Encoder(Weights weights, string name, AgentSpaces spaces, ImageSettings image, int layers, int units, bool symlog, LayerStyle style)
    {
        this.spaces = spaces;
        this.symlog = symlog;
        var pictures = spaces.Inputs.Where(input => input.IsImage).ToList();
        if (pictures.Count > 0)
        {
            var shape = pictures[0].Shape;
            if (pictures.Any(input => input.Shape[0] != shape[0] || input.Shape[1] != shape[1])) throw new ArgumentException("All image inputs must have one size.");
            images = new ImageEncoder(weights, name + "/image", shape[0], shape[1], pictures.Sum(input => input.Shape[2]), image.Depths(shape[0]), image.Kernel, image.Resampling, style with { Activation = image.Activation });
        }

        var numbers = spaces.Inputs.Where(input => !input.IsImage).Sum(input => input.Count);
        if (numbers > 0) vectors = new Mlp(weights, name + "/vector", numbers, units, layers, style);
        if (images is null && vectors is null) throw new ArgumentException("An agent needs at least one input.");
        Outputs = (images?.Outputs ?? 0) + (vectors?.Outputs ?? 0);
    }

    /// <summary>Size of the embedding.</summary>
    public long Outputs { get; }

    /// <summary>One float tensor per input, [N,H,W,C] in [0, 1] or [N,count], to embeddings [N,E].</summary>
    public Tensor Forward(IReadOnlyList<Tensor> observations)
    {
        var picture = images?.Forward(Join(observations, isImage: true));
        if (vectors is null) return picture!;
        var numbers = Join(observations, isImage: false);
        var vector = vectors.Forward(symlog ? Symlog.Forward(numbers) : numbers);
        return picture is null ? vector : cat([picture, vector], -1);
    }

    private Tensor Join(IReadOnlyList<Tensor> observations, bool isImage)
    {
        var chosen = Enumerable.Range(0, observations.Count).Where(i => spaces.Inputs[i].IsImage == isImage).Select(i => observations[i]).ToArray();
        return chosen.Length == 1 ? chosen[0] : cat(chosen, -1);
    }
}
