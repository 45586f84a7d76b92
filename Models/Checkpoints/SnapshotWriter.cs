using System.Collections.Immutable;
using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Checkpoints;

/// <summary>Collects named tensors, copied to host memory, and strings into a <see cref="StateSnapshot"/>.</summary>
public sealed class SnapshotWriter
{
    private readonly ImmutableArray<NamedTensor>.Builder tensors = ImmutableArray.CreateBuilder<NamedTensor>();
    private readonly ImmutableSortedDictionary<string, string>.Builder metadata = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

    /// <summary>Copies a tensor.</summary>
    public void Add(string name, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var host = tensor.detach().to(CPU).contiguous();
        tensors.Add(new NamedTensor(name, SafeTensorTypes.Name(host.dtype), [.. host.shape], host.bytes.ToArray()));
    }

    /// <summary>Copies every parameter under <paramref name="prefix"/>.</summary>
    public void Add(string prefix, Weights weights)
    {
        using var scope = NewDisposeScope();
        foreach (var parameter in weights.Parameters) Add(prefix + parameter.Name, Weights.View(weights.Flat, parameter));
    }

    /// <summary>Copies a generator's state.</summary>
    public void Add(string name, Generator generator)
    {
        using var state = generator.get_state();
        Add(name, state);
    }

    /// <summary>Keeps a string.</summary>
    public void Add(string name, string value) => metadata[name] = value;

    /// <summary>What was collected.</summary>
    public StateSnapshot Finish() => new(tensors.ToImmutable(), metadata.ToImmutable());
}
