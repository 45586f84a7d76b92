using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Models.Networks;

/// <summary>Convolutional networks for images.</summary>
public sealed record ImageSettings
{
    [Description("Channels of the convolutions, before their multipliers."), Range(1, 512)]
    public int Depth { get; init; } = 16;

    [Description("Size of the kernels: 4 for strided and valid, odd for pooled."), Range(2, 11)]
    public int Kernel { get; init; } = 5;

    [Description("How the resolution changes by two: strided (DreamerV3 of 2023), pooled (of 2024) or valid (strided without padding, 64 x 64 only: PlaNet, Dreamer V1, V2, RePo, TWM).")]
    public Resampling Resampling { get; init; } = Resampling.Pooled;

    [Description("valid: channels of the decoder's first map, in multiples of the encoder's last (TWM: 2)."), Range(1, 16)]
    public int MapChannels { get; init; } = 4;

    [Description("Nonlinearity of the image networks: silu, elu or relu.")]
    public Activation Activation { get; init; } = Activation.Silu;

    /// <summary>Channels after each halving, as long as 4 rows or more are left (96: 6): 1, 2, 4, 8 times the depth (strided, valid), or 2, 3, 4, 4 times (pooled).</summary>
    public IReadOnlyList<int> Depths(int height)
    {
        var stages = 0;
        for (var rows = height; rows % 2 == 0 && rows >= 8; rows /= 2) stages++;
        if (stages == 0) throw new ArgumentException($"Images of {height} rows are too small: at least 8, and even.");
        int[] pooled = [2, 3, 4, 4];
        return [.. Enumerable.Range(0, stages).Select(i => Depth * (Resampling == Resampling.Pooled ? pooled[Math.Min(i, 3)] : 1 << i))];
    }
}
