using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>y = x W^T + b over the last axis. In half precision the product is bfloat16, its result float32.</summary>
public sealed class Linear
{
    private readonly Parameter kernel;
    private readonly Parameter? bias;

    /// <summary>Declares kernel [outputs, inputs] and bias [outputs].</summary>
    public Linear(Weights weights, string name, long inputs, long outputs, Initialiser initialiser, bool bias)
    {
        kernel = weights.Declare(name + "/kernel", initialiser, isProduct: true, outputs, inputs);
        if (bias) this.bias = weights.Declare(name + "/bias", Initialiser.Zeros, isProduct: true, outputs);
        Outputs = outputs;
    }

    /// <summary>Size of the last axis of the result.</summary>
    public long Outputs { get; }

    /// <summary>[...,inputs] to [...,outputs], float32. The input may already be bfloat16.</summary>
    public Tensor Forward(Tensor x) => kernel.IsHalf
        ? nn.functional.linear(Half(x), kernel.Value, bias?.Value).to(float32)
        : nn.functional.linear(x, kernel.Value, bias?.Value);

    /// <summary>The input in the format that this layer multiplies, so that several layers can share one conversion.</summary>
    public Tensor Prepare(Tensor x) => kernel.IsHalf ? Half(x) : x;

    private static Tensor Half(Tensor x) => x.dtype == bfloat16 ? x : x.to(bfloat16);
}
