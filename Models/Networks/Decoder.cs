using AkkaDreamer.Models.Distributions;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>Model states back to observations.</summary>
public sealed class Decoder
{
    private readonly AgentSpaces spaces;
    private readonly ImageDecoder? images;
    private readonly Mlp? vectors;
    private readonly bool symlog;

    /// <summary>Declares its parameters.</summary>
    public Decoder(
        Weights weights, string name, AgentSpaces spaces, int deterministic, int stochastic, ImageSettings image, int layers, int units, int blocks, bool symlog, LayerStyle style)
    {
        this.spaces = spaces;
        this.symlog = symlog;
        var pictures = spaces.Inputs.Where(input => input.IsImage).ToList();
        if (pictures.Count > 0)
        {
            var shape = pictures[0].Shape;
            images = new ImageDecoder(
                weights, name + "/image", deterministic, stochastic, shape[0], shape[1], pictures.Sum(input => input.Shape[2]), image.Depths(shape[0]), image.Kernel, units, blocks,
                image.Resampling, style with { Activation = image.Activation }, image.MapChannels);
        }

        var numbers = spaces.Inputs.Where(input => !input.IsImage).Sum(input => input.Count);
        if (numbers > 0) vectors = new Mlp(weights, name + "/vector", deterministic + stochastic, units, layers, style, numbers);
    }

    /// <summary>h [N,D], z [N,SC] and their join [N,F] to one prediction per input: image means [N,H,W,C] in [0, 1], vectors [N,count] (in symlog space where that is on).</summary>
    public IReadOnlyList<Tensor> Forward(Tensor h, Tensor z, Tensor feature)
    {
        var picture = images?.Forward(h, z);
        var vector = vectors?.Forward(feature);
        var predictions = new Tensor[spaces.Inputs.Length];
        long channel = 0, offset = 0;
        for (var i = 0; i < predictions.Length; i++)
        {
            var input = spaces.Inputs[i];
            if (input.IsImage)
            {
                predictions[i] = picture!.narrow(-1, channel, input.Shape[2]);
                channel += input.Shape[2];
            }
            else
            {
                predictions[i] = vector!.narrow(-1, offset, input.Count);
                offset += input.Count;
            }
        }

        return predictions;
    }

    /// <summary>Squared error [N] of one input, summed over its numbers; vectors in symlog space where that is on.</summary>
    public Tensor Loss(int input, Tensor prediction, Tensor target)
    {
        var isImage = spaces.Inputs[input].IsImage;
        var error = prediction - (!isImage && symlog ? Symlog.Forward(target) : target);
        return error.square().reshape(target.shape[0], -1).sum(-1);
    }
}
