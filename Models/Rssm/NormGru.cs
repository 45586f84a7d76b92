using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Rssm;

/// <summary>The recurrent cell of DreamerV2 and DreamerV3 2023: a hidden layer on (z, a), then a GRU with one layer norm over its three gates (where asked for) and an update gate biased by -1.</summary>
public sealed class NormGru : ICell
{
    private readonly Dense input;
    private readonly Linear gates;
    private readonly Norm norm;
    private readonly long size;

    /// <summary>Declares its parameters.</summary>
    public NormGru(Weights weights, string name, RssmSettings settings, int actions, LayerStyle style)
    {
        size = settings.Deterministic;
        input = new Dense(weights, name + "/in", settings.Flat + actions, settings.Hidden, style);
        gates = new Linear(weights, name + "/gru", settings.Hidden + size, 3 * size, style.Hidden(settings.Hidden + size, 3 * size), bias: !settings.CellNorm);
        var kind = !settings.CellNorm ? NormKind.None : style.Norm == NormKind.None ? NormKind.Layer : style.Norm;
        norm = new Norm(weights, name + "/gru/norm", 3 * size, style with { Norm = kind });
    }

    /// <inheritdoc/>
    public Tensor Step(Tensor h, Tensor z, Tensor a)
    {
        var x = input.Forward(cat([z, a], -1));                             // [N,hidden]
        var parts = norm.Forward(gates.Forward(cat([x, h], -1))).chunk(3, -1);
        var reset = parts[0].sigmoid();
        var candidate = (reset * parts[1]).tanh();
        var update = (parts[2] - 1.0).sigmoid();
        return h + (update * (candidate - h));                              // [N,D]
    }
}
