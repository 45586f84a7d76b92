using System.Collections.Immutable;

namespace AkkaDreamer.Environments;

/// <summary>How the numbers of an observation are stored.</summary>
public enum ElementType
{
    /// <summary>32-bit floating point: vectors.</summary>
    Float32,

    /// <summary>Bytes 0..255: images [H, W, C].</summary>
    UInt8,
}

/// <summary>One named array of an observation: its element type and shape. A UInt8 space of three dimensions is an image [H, W, C].</summary>
public sealed record ObservationSpace(string Name, ElementType Type, ImmutableArray<int> Shape)
{
    /// <summary>A float32 array of these sizes.</summary>
    public static ObservationSpace Vector(string name, params int[] shape) => new(name, ElementType.Float32, [.. shape]);

    /// <summary>A picture of bytes [height, width, channels].</summary>
    public static ObservationSpace Image(string name, int height, int width, int channels) => new(name, ElementType.UInt8, [height, width, channels]);

    /// <summary>How many numbers one observation of this space holds.</summary>
    public int Count => Shape.Aggregate(1, (product, size) => product * size);

    /// <summary>True for a UInt8 array [H, W, C].</summary>
    public bool IsImage => Type == ElementType.UInt8 && Shape.Length == 3;

    /// <inheritdoc/>
    public bool Equals(ObservationSpace? other) => other is not null && Name == other.Name && Type == other.Type && Shape.AsSpan().SequenceEqual(other.Shape.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type, Count);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {(Type == ElementType.UInt8 ? "uint8" : "float32")} [{string.Join(", ", Shape)}]";
}

/// <summary>What an environment can be told to do: <see cref="DiscreteActions"/> or <see cref="ContinuousActions"/>.</summary>
public abstract record ActionSpace
{
    private protected ActionSpace() { }

    /// <summary>A: the length of the vector in which the rest of the system carries one action (one-hot, or one number per dimension).</summary>
    public abstract int Size { get; }
}

/// <summary>One of <paramref name="Count"/> choices, 0 .. Count - 1; carried as a one-hot vector of that length.</summary>
public sealed record DiscreteActions(int Count) : ActionSpace
{
    /// <inheritdoc/>
    public override int Size => Count;
}

/// <summary>A vector, each dimension within [Low[i], High[i]].</summary>
public sealed record ContinuousActions(ImmutableArray<float> Low, ImmutableArray<float> High) : ActionSpace
{
    /// <inheritdoc/>
    public override int Size => Low.Length;

    /// <summary>Every dimension within [-1, 1].</summary>
    public static ContinuousActions Unit(int size) => new([.. Enumerable.Repeat(-1f, size)], [.. Enumerable.Repeat(1f, size)]);

    /// <inheritdoc/>
    public bool Equals(ContinuousActions? other) => other is not null && Low.AsSpan().SequenceEqual(other.Low.AsSpan()) && High.AsSpan().SequenceEqual(other.High.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Size;
}

/// <summary>What an environment shows and what it accepts. Constant over its life.</summary>
public sealed record EnvironmentSpaces(ImmutableArray<ObservationSpace> Observations, ActionSpace Actions)
{
    /// <summary>Actions, and what is shown in order.</summary>
    public static EnvironmentSpaces Of(ActionSpace actions, params ObservationSpace[] observations) => new([.. observations], actions);
}
