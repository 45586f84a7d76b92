using System.Collections.Immutable;

namespace AkkaDreamer.Models;

/// <summary>One named input of the agent: an image uint8 [H, W, C] or a float32 vector (any other shape, flattened).</summary>
public sealed record InputSpec(string Name, bool IsImage, ImmutableArray<int> Shape)
{
    /// <summary>How many numbers one observation holds.</summary>
    public int Count => Shape.Aggregate(1, (product, size) => product * size);
}

/// <summary>What the agent sees and does. Actions are one-hot (discrete) or within [-1, 1] per dimension (continuous), always A floats.</summary>
public sealed record AgentSpaces(ImmutableArray<InputSpec> Inputs, bool DiscreteActions, int ActionSize);
