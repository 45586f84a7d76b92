using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Transformer;

/// <summary>Attention and a feed-forward layer, each added to what came in and then layer-normalised.</summary>
public sealed class TransformerLayer
{
    private readonly Linear up, down;
    private readonly Norm afterAttention, afterFeedForward;

    /// <summary>Declares its parameters.</summary>
    public TransformerLayer(Weights weights, string name, TransformerSettings settings)
    {
        var style = LayerStyle.Of(NormKind.Layer, Activation.Silu) with { Epsilon = 1e-5 };
        Attention = new RelativeAttention(weights, name + "/attention", settings);
        afterAttention = new Norm(weights, name + "/attention/norm", settings.Width, style);
        up = new Linear(weights, name + "/up", settings.Width, settings.FeedForward, Start(settings.Width), bias: true);
        down = new Linear(weights, name + "/down", settings.FeedForward, settings.Width, Start(settings.FeedForward), bias: true);
        afterFeedForward = new Norm(weights, name + "/down/norm", settings.Width, style);
    }

    /// <summary>Its attention.</summary>
    public RelativeAttention Attention { get; }

    /// <summary>How its kernels start: uniform within +-1 / sqrt(inputs), as torch's linear layers do.</summary>
    public static Initialiser Start(double inputs) => Initialiser.Uniform(inputs, 1.0 / 3);

    /// <summary>What came in [N,Q,width] and what attention made of it, to what goes out [N,Q,width].</summary>
    public Tensor Forward(Tensor x, Tensor attended, Dropout dropout)
    {
        var y = afterAttention.Forward(x + dropout.Apply(attended));
        var hidden = dropout.Apply(nn.functional.silu(up.Forward(y)));
        return afterFeedForward.Forward(y + dropout.Apply(down.Forward(hidden)));
    }
}
