using static TorchSharp.torch;

namespace AkkaDreamer.Models.Networks;

/// <summary>
/// The weights of some networks in one flat float32 tensor, so that an optimiser step, a copy or a norm is one operation however many layers there are.
/// Layers declare their parameters in order; <see cref="Allocate"/> then makes the storage. Two sets that declare the same names in the same order share a layout, also when one goes on where the other stops.
/// </summary>
public sealed class Weights : IDisposable
{
    private readonly List<Parameter> parameters = [];
    private readonly HashSet<string> names = [];
    private Tensor? flat, half, gradient;

    /// <summary>What was declared, in order.</summary>
    public IReadOnlyList<Parameter> Parameters => parameters;

    /// <summary>How many numbers all parameters hold; known without allocating.</summary>
    public long Count { get; private set; }

    /// <summary>Where the tensors live.</summary>
    public Device Device { get; private set; } = CPU;

    /// <summary>All weights [Count], float32: what optimisers step and checkpoints keep.</summary>
    public Tensor Flat => flat ?? throw new InvalidOperationException("Weights are used before Allocate.");

    /// <summary>The gradient of <see cref="Flat"/> [Count] after <see cref="GatherGradient"/>.</summary>
    public Tensor Gradient => gradient ?? throw new InvalidOperationException("These weights are not trained.");

    /// <summary>Adds a parameter. <paramref name="isProduct"/>: it enters products, and so follows the precision.</summary>
    public Parameter Declare(string name, Initialiser initialiser, bool isProduct, params long[] shape) => Declare(name, initialiser, isProduct, true, shape);

    /// <summary>Adds numbers that no gradient reaches: their layer keeps them up to date.</summary>
    public Parameter DeclareStatistic(string name, Initialiser initialiser, params long[] shape) => Declare(name, initialiser, false, false, shape);

    private Parameter Declare(string name, Initialiser initialiser, bool isProduct, bool isTrained, long[] shape)
    {
        if (flat is not null) throw new InvalidOperationException($"The weight {name} is declared after Allocate.");
        if (!names.Add(name)) throw new ArgumentException($"Two weights are named {name}.", nameof(name));
        var parameter = new Parameter(name, initialiser, isProduct, isTrained, Count, shape);
        parameters.Add(parameter);
        Count += parameter.Count;
        return parameter;
    }

    /// <summary>Makes the storage (zeros), and the leaves that layers compute with. They outlive any dispose scope.</summary>
    public Weights Allocate(Device device, Precision precision, bool trained)
    {
        if (flat is not null) throw new InvalidOperationException("Weights are allocated once.");
        using var scope = NewDisposeScope();
        using var off = no_grad();
        Device = device;
        var isHalf = precision.IsHalf(device);
        flat = zeros(Count, float32, device).DetachFromDisposeScope();
        if (isHalf) half = zeros(Count, bfloat16, device).DetachFromDisposeScope();
        if (trained) gradient = zeros(Count, float32, device).DetachFromDisposeScope();
        foreach (var parameter in parameters)
        {
            var halved = isHalf && parameter.IsProduct;
            var leaf = (halved ? half! : flat).narrow(0, parameter.Offset, parameter.Count).view(parameter.Shape).detach();
            leaf.requires_grad_(trained && parameter.IsTrained);
            parameter.Bind(leaf.DetachFromDisposeScope(), halved);
        }

        return this;
    }

    /// <summary>Draws every parameter's start.</summary>
    public void Initialise(Generator generator)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        foreach (var parameter in parameters) parameter.Initialiser.Fill(View(Flat, parameter), generator);
        Refresh();
    }

    /// <summary>Brings the bfloat16 copy up to date. To be called after every change of <see cref="Flat"/>.</summary>
    public void Refresh()
    {
        if (half is null) return;
        using var off = no_grad();
        half.copy_(Flat);
    }

    /// <summary>Copies the first <see cref="Count"/> numbers of another set whose layout begins like this one's.</summary>
    public void CopyFrom(Weights other)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        Flat.copy_(other.Count == Count ? other.Flat : other.Flat.narrow(0, 0, Count));
        Refresh();
    }

    /// <summary>Moves the leaves' gradients into <see cref="Gradient"/> and clears them; what got none becomes zero.</summary>
    public void GatherGradient()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        foreach (var parameter in parameters)
        {
            var target = Gradient.narrow(0, parameter.Offset, parameter.Count);
            if (parameter.Value.grad is { } leaf)
            {
                target.copy_(leaf.reshape(parameter.Count));
                parameter.Value.grad = null;
            }
            else
            {
                target.zero_();
            }
        }
    }

    /// <summary>Forgets gradients of a pass that was abandoned.</summary>
    public void ClearGradient()
    {
        foreach (var parameter in parameters) parameter.Value.grad = null;
    }

    /// <summary>The flat numbers of <paramref name="count"/> parameters' worth from the parameter <paramref name="name"/> on: networks that were declared together lie together.</summary>
    public Tensor Range(string name, long count) => Flat.narrow(0, parameters.First(parameter => parameter.Name == name).Offset, count);

    /// <summary>A copy of the running statistics, to undo an update with; empty when there are none.</summary>
    public IReadOnlyList<Tensor> CopyStatistics()
    {
        using var off = no_grad();
        return [.. parameters.Where(parameter => !parameter.IsTrained).Select(parameter => parameter.Value.detach().clone())];
    }

    /// <summary>Puts such a copy back.</summary>
    public void RestoreStatistics(IReadOnlyList<Tensor> copy)
    {
        using var off = no_grad();
        foreach (var (parameter, kept) in parameters.Where(parameter => !parameter.IsTrained).Zip(copy)) parameter.Value.copy_(kept);
    }

    /// <summary>The part of a flat tensor of this layout that belongs to a parameter, in its shape.</summary>
    public static Tensor View(Tensor flat, Parameter parameter) => flat.narrow(0, parameter.Offset, parameter.Count).view(parameter.Shape);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var parameter in parameters) parameter.Release();
        flat?.Dispose();
        half?.Dispose();
        gradient?.Dispose();
        flat = half = gradient = null;
    }
}
