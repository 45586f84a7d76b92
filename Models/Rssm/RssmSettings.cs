using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Models.Rssm;

/// <summary>Sizes and choices of a recurrent state-space model with categorical latents.</summary>
public sealed record RssmSettings
{
    [Description("D: size of the deterministic state h."), Range(1, 65536)]
    public int Deterministic { get; init; } = 512;

    [Description("Units of the hidden layers inside the dynamics."), Range(1, 16384)]
    public int Hidden { get; init; } = 512;

    [Description("S: number of categorical latents."), Range(1, 1024)]
    public int Stochastic { get; init; } = 32;

    [Description("C: classes of each categorical latent."), Range(2, 256)]
    public int Classes { get; init; } = 32;

    [Description("Blocks of the recurrent kernel; 0: one dense GRU with layer norm (2023)."), Range(0, 64)]
    public int Blocks { get; init; } = 8;

    [Description("Hidden layers between h and the prior."), Range(0, 10)]
    public int PriorLayers { get; init; } = 2;

    [Description("Hidden layers between (h, embedding) and the posterior."), Range(0, 10)]
    public int PosteriorLayers { get; init; } = 1;

    [Description("Share of the uniform distribution mixed into every latent."), Range(0.0, 0.5)]
    public double Unimix { get; init; } = 0.01;

    [Description("Sequences start from a learned state instead of zeros.")]
    public bool LearnedInitial { get; init; }

    /// <summary>S x C.</summary>
    public int Flat => Stochastic * Classes;

    /// <summary>D + S x C: size of a model state.</summary>
    public int Feature => Deterministic + Flat;
}
