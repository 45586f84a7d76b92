using System.Globalization;
using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Checkpoints;

/// <summary>Reads a <see cref="StateSnapshot"/> back by name. Everything is checked by <see cref="InvalidDataException"/> that names the first tensor which does not fit.</summary>
public sealed class SnapshotReader
{
    private readonly Dictionary<string, NamedTensor> tensors;
    private readonly StateSnapshot snapshot;

    /// <summary>A reader of a snapshot.</summary>
    public SnapshotReader(StateSnapshot snapshot)
    {
        this.snapshot = snapshot;
        tensors = snapshot.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>Throws when a tensor is missing or of another type or shape.</summary>
    public void Check(string name, ScalarType type, ReadOnlySpan<long> shape)
    {
        if (!tensors.TryGetValue(name, out var stored)) throw new InvalidDataException($"The checkpoint has no tensor {name}.");
        var expected = SafeTensorTypes.Name(type);
        if (stored.Type != expected || !stored.Shape.AsSpan().SequenceEqual(shape))
        {
            throw new InvalidDataException($"The checkpoint's tensor {name} is {stored.Type} [{string.Join(',', stored.Shape)}]; this agent needs {expected} [{string.Join(',', shape.ToArray())}].");
        }
    }

    /// <summary>Throws when any parameter under <paramref name="prefix"/> is missing or does not fit.</summary>
    public void Check(string prefix, Weights weights)
    {
        foreach (var parameter in weights.Parameters) Check(prefix + parameter.Name, float32, [.. parameter.Sizes]);
    }

    /// <summary>Copies a stored tensor into <paramref name="target"/>.</summary>
    public void Read(string name, Tensor target)
    {
        Check(name, target.dtype, target.shape);
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var stored = tensors[name];
        var host = empty(target.shape, target.dtype);
        stored.Bytes.CopyTo(host.bytes);
        target.copy_(host);
    }

    /// <summary>Copies every parameter under <paramref name="prefix"/>, then refreshes the set.</summary>
    public void Read(string prefix, Weights weights)
    {
        Check(prefix, weights);
        using var scope = NewDisposeScope();
        foreach (var parameter in weights.Parameters) Read(prefix + parameter.Name, Weights.View(weights.Flat, parameter));
        weights.Refresh();
    }

    /// <summary>Sets a generator's state.</summary>
    public void Read(string name, Generator generator)
    {
        using var state = generator.get_state();
        Read(name, state);
        generator.set_state(state);
    }

    /// <summary>A stored string.</summary>
    public string Text(string name) => snapshot.Metadata.GetValueOrDefault(name) ?? throw new InvalidDataException($"The checkpoint has no text {name}.");

    /// <summary>A stored number.</summary>
    public long Number(string name) =>
        snapshot.Metadata.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidDataException($"The checkpoint has no number {name}.");
}
