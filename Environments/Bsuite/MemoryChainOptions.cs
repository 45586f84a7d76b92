using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Environments.Bsuite;

/// <summary>Options of <c>bsuite:memory-chain</c>, <c>dreamer.task.memory-chain</c> in configuration.</summary>
public sealed record MemoryChainOptions
{
    /// <summary>How long the context is to be remembered; bsuite's memory_len measures 1 to 100.</summary>
    [Description("memory-chain: how many decisions the context is to be remembered (bsuite's memory_len: 1 to 100).")]
    [Range(1, 100_000)]
    public int Length { get; init; } = 10;

    /// <summary>How many bits the context has, of which one is asked for; bsuite's memory_size measures 1 to 40 at length 2.</summary>
    [Description("memory-chain: bits of the context, of which one is asked for (bsuite's memory_size: 1 to 40, at length 2).")]
    [Range(1, 1000)]
    public int Bits { get; init; } = 1;
}
