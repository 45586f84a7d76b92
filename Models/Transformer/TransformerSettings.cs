using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Models.Transformer;

/// <summary>Sizes of a Transformer-XL (Dai et al. 2019).</summary>
public sealed record TransformerSettings
{
    [Description("Width of tokens and hidden states."), Range(2, 16384)]
    public int Width { get; init; } = 256;

    [Description("Layers."), Range(1, 100)]
    public int Layers { get; init; } = 10;

    [Description("Attention heads."), Range(1, 256)]
    public int Heads { get; init; } = 4;

    [Description("Width of a head."), Range(1, 1024)]
    public int HeadSize { get; init; } = 64;

    [Description("Units of the feed-forward layers."), Range(1, 65536)]
    public int FeedForward { get; init; } = 1024;

    [Description("Steps before the present one that a token attends to."), Range(1, 1024)]
    public int Memory { get; init; } = 16;

    [Description("Dropout while training: attention, hidden layers, their results, positions."), Range(0.0, 0.9)]
    public double Dropout { get; init; } = 0.1;

    /// <summary>Heads x their width.</summary>
    public int Inner => Heads * HeadSize;
}
