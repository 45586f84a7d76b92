using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Models.Networks;

/// <summary>Convolutional networks for images.</summary>
public sealed record ImageSettings
{
    [Description("Channels of the convolutions, before their multipliers."), Range(1, 512)]
    public int Depth { get; init; } = 16;

    [Description("Size of the kernels: 4 for strided, odd for pooled."), Range(2, 11)]
    public int Kernel { get; init; } = 5;

    [Description("How the resolution changes by two: strided (2023) or pooled (2024).")]
    public Resampling Resampling { get; init; } = Resampling.Pooled;

    /// <summary>Channels after each halving, until 4 rows are left: 1, 2, 4, 8 times the depth (strided), or 2, 3, 4, 4 times (pooled).</summary>
    public IReadOnlyList<int> Depths(int height)
    {
        var stages = 0;
        for (var rows = height; rows > 4 && rows % 2 == 0; rows /= 2) stages++;
        if (stages == 0) throw new ArgumentException($"Images of {height} rows are too small: at least 8, and even.");
        int[] pooled = [2, 3, 4, 4];
        return [.. Enumerable.Range(0, stages).Select(i => Depth * (Resampling == Resampling.Strided ? 1 << i : pooled[Math.Min(i, 3)]))];
    }
}
