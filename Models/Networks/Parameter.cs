using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>One named weight: a view into the flat storage of its <see cref="Weights"/>.</summary>
public sealed class Parameter
{
    private Tensor? value;

    internal Parameter(string name, Initialiser initialiser, bool isProduct, bool isTrained, long offset, long[] shape)
    {
        Name = name;
        Initialiser = initialiser;
        IsProduct = isProduct;
        IsTrained = isTrained;
        Offset = offset;
        Shape = shape;
        Count = shape.Aggregate(1L, (product, size) => product * size);
    }

    /// <summary>Its path: <c>rssm/gru/kernel</c>.</summary>
    public string Name { get; }

    /// <summary>How it starts.</summary>
    public Initialiser Initialiser { get; }

    /// <summary>True when it enters matrix products or convolutions, and so may be used in bfloat16.</summary>
    public bool IsProduct { get; }

    /// <summary>False for running statistics.</summary>
    public bool IsTrained { get; }

    /// <summary>Where it lies in the flat storage.</summary>
    public long Offset { get; }

    /// <summary>Its sizes.</summary>
    public IReadOnlyList<long> Sizes => Shape;

    /// <summary>How many numbers it holds.</summary>
    public long Count { get; }

    /// <summary>The tensor to compute with: float32, or bfloat16 for a product weight in half precision.</summary>
    public Tensor Value => value ?? throw new InvalidOperationException($"The weight {Name} is used before Weights.Allocate.");

    /// <summary>True when <see cref="Value"/> is bfloat16.</summary>
    public bool IsHalf { get; private set; }

    internal long[] Shape { get; }

    internal void Bind(Tensor tensor, bool half)
    {
        value = tensor;
        IsHalf = half;
    }

    internal void Release()
    {
        value?.Dispose();
        value = null;
    }
}
