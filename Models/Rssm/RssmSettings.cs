using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AkkaDreamer.Models.Latents;

namespace AkkaDreamer.Models.Rssm;

/// <summary>Sizes and choices of a recurrent state-space model.</summary>
public sealed record RssmSettings
{
    [Description("D: size of the deterministic state h."), Range(1, 65536)]
    public int Deterministic { get; init; } = 512;

    [Description("Units of the hidden layers inside the dynamics."), Range(1, 16384)]
    public int Hidden { get; init; } = 512;

    [Description("categorical or gaussian: what the stochastic part is.")]
    public LatentKind Latents { get; init; } = LatentKind.Categorical;

    [Description("S: number of stochastic latents."), Range(1, 1024)]
    public int Stochastic { get; init; } = 32;

    [Description("C: classes of each categorical latent."), Range(2, 256)]
    public int Classes { get; init; } = 32;

    [Description("gru, norm-gru or block-gru: the recurrent cell.")]
    public CellKind Cell { get; init; } = CellKind.BlockGru;

    [Description("Layer norm over the gates of norm-gru.")]
    public bool CellNorm { get; init; } = true;

    [Description("Blocks of block-gru's kernel."), Range(1, 64)]
    public int Blocks { get; init; } = 8;

    [Description("Which part of the state there is: both, stochastic (h is left out of what is predicted from) or deterministic (z is its mean).")]
    public StateParts State { get; init; } = StateParts.Both;

    [Description("Hidden layers between h and the prior."), Range(0, 10)]
    public int PriorLayers { get; init; } = 2;

    [Description("Hidden layers between (h, embedding) and the posterior."), Range(0, 10)]
    public int PosteriorLayers { get; init; } = 1;

    [Description("Normalisation of the posterior's hidden layers: batch norm instead of the other layers' kind (MuDreamer).")]
    public bool PosteriorBatchNorm { get; init; }

    [Description("Least standard deviation of Gaussian latents."), Range(0.0001, 10.0)]
    public double LeastDeviation { get; init; } = 0.1;

    [Description("Share of the uniform distribution mixed into every categorical latent."), Range(0.0, 0.5)]
    public double Unimix { get; init; } = 0.01;

    [Description("Sequences start from a learned state instead of zeros.")]
    public bool LearnedInitial { get; init; }

    /// <summary>Size of z: S x C, or S for Gaussian latents.</summary>
    public int Flat => Latents == LatentKind.Gaussian ? Stochastic : Stochastic * Classes;

    /// <summary>D and z together: size of a model state.</summary>
    public int Feature => Deterministic + Flat;
}
