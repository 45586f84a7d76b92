using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>Hidden layers of equal width, and, where outputs are asked for, a linear layer after them.</summary>
public sealed class Mlp
{
    private readonly Dense[] hidden;
    private readonly Linear? output;

    /// <summary>Declares its parameters. <paramref name="outputs"/> 0: no output layer. <paramref name="outputScale"/> scales its start; 0 starts at zero.</summary>
    public Mlp(Weights weights, string name, long inputs, long units, int layers, LayerStyle style, long outputs = 0, double outputScale = 1)
    {
        hidden = [.. Enumerable.Range(0, layers).Select(i => new Dense(weights, $"{name}/hidden{i}", i == 0 ? inputs : units, units, style))];
        var last = layers == 0 ? inputs : units;
        if (outputs > 0) output = new Linear(weights, name + "/out", last, outputs, style.Output(last, outputs, outputScale), bias: true);
        Outputs = outputs > 0 ? outputs : last;
    }

    /// <summary>Size of the last axis of the result.</summary>
    public long Outputs { get; }

    /// <summary>[...,inputs] to [...,outputs].</summary>
    public Tensor Forward(Tensor x)
    {
        foreach (var layer in hidden) x = layer.Forward(x);
        return output is null ? x : output.Forward(x);
    }

    /// <summary>The input in the format of the first layer, so that several networks can share one conversion.</summary>
    public Tensor Prepare(Tensor x) => hidden.Length > 0 ? hidden[0].Prepare(x) : output?.Prepare(x) ?? x;
}
