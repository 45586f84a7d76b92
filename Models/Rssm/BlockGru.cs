using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Rssm;

/// <summary>
/// The recurrent cell of DreamerV3 2024: h, z and a each pass a hidden layer; every block of h sees all three beside itself; a block-diagonal hidden layer and block-diagonal gates follow.
/// </summary>
public sealed class BlockGru : ICell
{
    private readonly Dense fromH, fromZ, fromA;
    private readonly BlockLinear hidden, gates;
    private readonly Norm norm;
    private readonly int blocks;
    private readonly LayerStyle style;

    /// <summary>Declares its parameters.</summary>
    public BlockGru(Weights weights, string name, RssmSettings settings, int actions, LayerStyle style)
    {
        (blocks, this.style) = (settings.Blocks, style);
        fromH = new Dense(weights, name + "/in-h", settings.Deterministic, settings.Hidden, style);
        fromZ = new Dense(weights, name + "/in-z", settings.Flat, settings.Hidden, style);
        fromA = new Dense(weights, name + "/in-a", actions, settings.Hidden, style);
        hidden = new BlockLinear(weights, name + "/hidden", settings.Deterministic + (3L * blocks * settings.Hidden), settings.Deterministic, blocks);
        norm = new Norm(weights, name + "/hidden/norm", settings.Deterministic, style);
        gates = new BlockLinear(weights, name + "/gru", settings.Deterministic, 3L * settings.Deterministic, blocks);
    }

    /// <inheritdoc/>
    public Tensor Step(Tensor h, Tensor z, Tensor a)
    {
        var inputs = cat([fromH.Forward(h), fromZ.Forward(z), fromA.Forward(a)], -1);                     // [N,3 hidden]
        var ownH = hidden.Split(h);                                                                             // [G,N,D/G]
        var x = cat([ownH, inputs.unsqueeze(0).expand(blocks, -1, -1)], -1);                                    // [G,N,D/G + 3 hidden]
        var flat = style.Activate(norm.Forward(BlockLinear.Join(hidden.Forward(x))));                       // [N,D]
        var parts = gates.Forward(gates.Split(flat)).chunk(3, -1);                                              // 3 x [G,N,D/G]
        var candidate = (parts[0].sigmoid() * parts[1]).tanh();
        var update = (parts[2] - 1.0).sigmoid();
        return BlockLinear.Join(ownH + (update * (candidate - ownH)));                                          // [N,D]
    }
}
