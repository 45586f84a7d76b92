using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AkkaDreamer.Models.Networks;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Encoder and decoder: mirror images.</summary>
public sealed record CoderSettings
{
    [Description("Hidden layers of the vector networks."), Range(0, 10)]
    public int Layers { get; init; } = 3;

    [Description("Units of the vector networks."), Range(1, 16384)]
    public int Units { get; init; } = 256;

    [Description("Blocks of the image decoder's first layer; 0: dense (2023)."), Range(0, 64)]
    public int Blocks { get; init; } = 8;

    [Description("Image networks.")]
    public ImageSettings Image { get; init; } = new();
}
