using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Rssm;

/// <summary>The recurrent cell of PlaNet, Dreamer V1 and RePo: a hidden layer on (z, a), then a GRU (Cho et al. 2014) whose reset gate acts on the product with h.</summary>
public sealed class Gru : ICell
{
    private readonly Dense input;
    private readonly Linear fromInput, fromState;

    /// <summary>Declares its parameters.</summary>
    public Gru(Weights weights, string name, RssmSettings settings, int actions, LayerStyle style)
    {
        long size = settings.Deterministic;
        input = new Dense(weights, name + "/in", settings.Flat + actions, settings.Hidden, style);
        fromInput = new Linear(weights, name + "/gru-x", settings.Hidden, 3 * size, style.Hidden(settings.Hidden, size), bias: true);
        fromState = new Linear(weights, name + "/gru-h", size, 3 * size, style.Hidden(size, size), bias: true);
    }

    /// <inheritdoc/>
    public Tensor Step(Tensor h, Tensor z, Tensor a)
    {
        var x = fromInput.Forward(input.Forward(cat([z, a], -1))).chunk(3, -1);
        var state = fromState.Forward(h).chunk(3, -1);
        var reset = (x[0] + state[0]).sigmoid();
        var candidate = (x[1] + (reset * state[1])).tanh();
        var update = (x[2] + state[2]).sigmoid();
        return h + (update * (candidate - h));                              // [N,D]
    }
}
