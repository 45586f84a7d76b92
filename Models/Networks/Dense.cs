using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>A hidden layer: linear, norm, nonlinearity.</summary>
public sealed class Dense
{
    private readonly Linear linear;
    private readonly Norm norm;
    private readonly LayerStyle style;

    /// <summary>Declares its parameters.</summary>
    public Dense(Weights weights, string name, long inputs, long units, LayerStyle style)
    {
        this.style = style;
        linear = new Linear(weights, name, inputs, units, style.Hidden(inputs, units), style.HiddenBias);
        norm = new Norm(weights, name + "/norm", units, style);
    }

    /// <summary>[...,inputs] to [...,units].</summary>
    public Tensor Forward(Tensor x) => style.Activate(norm.Forward(linear.Forward(x)));

    /// <summary>See <see cref="Linear.Prepare"/>.</summary>
    public Tensor Prepare(Tensor x) => linear.Prepare(x);
}
