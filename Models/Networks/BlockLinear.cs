using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>A block-diagonal linear layer: the last axis is cut into G blocks, each with a kernel of its own (DreamerV3 2024, "block-diagonal recurrent weights").</summary>
public sealed class BlockLinear
{
    private readonly Parameter kernel, bias;
    private readonly int blocks;

    /// <summary>Declares kernel [G, inputs / G, outputs / G] and bias [G, 1, outputs / G]. Throws <see cref="ArgumentException"/> when a size is no multiple of <paramref name="blocks"/>.</summary>
    public BlockLinear(Weights weights, string name, long inputs, long outputs, int blocks)
    {
        if (inputs % blocks != 0 || outputs % blocks != 0) throw new ArgumentException($"{name}: {inputs} inputs and {outputs} outputs must be multiples of {blocks} blocks.");
        this.blocks = blocks;
        // The fan of a block kernel counts all blocks but one axis, as the authors' code does: inputs per block times blocks.
        kernel = weights.Declare(name + "/kernel", Initialiser.CutNormal(inputs), isProduct: true, blocks, inputs / blocks, outputs / blocks);
        bias = weights.Declare(name + "/bias", Initialiser.Zeros, isProduct: false, blocks, 1, outputs / blocks);
    }

    /// <summary>Blocks first: [G,N,inputs / G] to [G,N,outputs / G], float32.</summary>
    public Tensor Forward(Tensor x) => kernel.IsHalf
        ? bmm(x.dtype == bfloat16 ? x : x.to(bfloat16), kernel.Value).to(float32) + bias.Value
        : bmm(x, kernel.Value) + bias.Value;

    /// <summary>[N,F] to blocks first [G,N,F / G].</summary>
    public Tensor Split(Tensor x) => x.view(x.shape[0], blocks, -1).transpose(0, 1);

    /// <summary>Blocks first [G,N,F / G] to [N,F].</summary>
    public static Tensor Join(Tensor x) => x.transpose(0, 1).reshape(x.shape[1], -1);
}
