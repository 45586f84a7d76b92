using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Transformer;

/// <summary>
/// Multi-head attention by content and by distance (Dai et al. 2019, section 3.3): the score of query q_i and key k_j is ((q_i + u) k_j + (q_i + v) W r_{i-j}) / sqrt(d), with u and v one for
/// all layers. Heads come first in all shapes, so that the products by distance are one a head.
/// </summary>
public sealed class RelativeAttention
{
    private readonly TransformerSettings settings;
    private readonly Linear input, distance, output;

    /// <summary>Declares its parameters; none has a bias.</summary>
    public RelativeAttention(Weights weights, string name, TransformerSettings settings)
    {
        this.settings = settings;
        var (width, inner) = (settings.Width, settings.Inner);
        input = new Linear(weights, name + "/qkv", width, 3L * inner, TransformerLayer.Start(width), bias: false);
        distance = new Linear(weights, name + "/distance", width, inner, TransformerLayer.Start(width), bias: false);
        output = new Linear(weights, name + "/out", inner, width, TransformerLayer.Start(inner), bias: false);
    }

    /// <summary>Encoded distances [K,width] to what queries are compared with [H,d,K].</summary>
    public Tensor Distances(Tensor encodings) => distance.Forward(encodings).view(-1, settings.Heads, settings.HeadSize).permute(1, 2, 0).contiguous();

    /// <summary>Tokens [N,Q,width] to queries, keys and values [H,N,Q,d].</summary>
    public (Tensor Queries, Tensor Keys, Tensor Values) Project(Tensor x)
    {
        var parts = input.Forward(x).view(x.shape[0], x.shape[1], 3, settings.Heads, settings.HeadSize).permute(2, 3, 0, 1, 4).contiguous().unbind(0);
        return (parts[0], parts[1], parts[2]);
    }

    /// <summary>
    /// Queries [H,N,Q,d] of the last Q of K tokens, keys and values [H,N,K,d], distances [H,d,K], the biases u and v [H,1,1,d], and a mask [N,Q,K] to add, to results [N,Q,width].
    /// </summary>
    public Tensor Attend(Tensor queries, Tensor keys, Tensor values, Tensor distances, Tensor byContent, Tensor byDistance, Tensor mask, Dropout dropout)
    {
        var (n, q) = (queries.shape[1], queries.shape[2]);
        var scaled = queries * (1 / Math.Sqrt(settings.HeadSize));
        var unit = 1 / Math.Sqrt(settings.HeadSize);
        var content = (scaled + (byContent * unit)).matmul(keys.transpose(-1, -2));                                    // [H,N,Q,K]
        var far = (scaled + (byDistance * unit)).view(settings.Heads, n * q, settings.HeadSize).bmm(distances).view(content.shape);
        var attention = dropout.Apply((content + RelativePositions.Shift(far) + mask).softmax(-1));
        var heads = attention.matmul(values);                                                                           // [H,N,Q,d]
        return output.Forward(heads.permute(1, 2, 0, 3).reshape(n, q, settings.Inner));
    }
}
