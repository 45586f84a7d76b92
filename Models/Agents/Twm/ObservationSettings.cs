using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AkkaDreamer.Models.Networks;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>How the entropy of the latents is kept up.</summary>
public enum LatentEntropy
{
    /// <summary>alpha_1 max(0, threshold - H / (S ln C)) (code).</summary>
    Threshold,

    /// <summary>- alpha_1 H (paper, eq. 3).</summary>
    Bonus,
}

/// <summary>Which way round encoder q and prior p are compared.</summary>
public enum Consistency
{
    /// <summary>H(p, q) = - sum p ln q (code).</summary>
    PriorFirst,

    /// <summary>H(q, p) = - sum q ln p (paper, eq. 3).</summary>
    PosteriorFirst,
}

/// <summary>The observation model: a variational autoencoder with categorical latents and no memory (TWM, section 2.1).</summary>
public sealed record ObservationSettings
{
    [Description("Vectors are symlogged on the way in, and predicted in symlog space.")]
    public bool Symlog { get; init; } = true;

    [Description("S: number of categorical latents."), Range(1, 1024)]
    public int Stochastic { get; init; } = 32;

    [Description("C: classes of each categorical latent."), Range(2, 256)]
    public int Classes { get; init; } = 32;

    [Description("Hidden layers between the convolutions and the latents, and of the vector networks."), Range(0, 10)]
    public int Layers { get; init; } = 2;

    [Description("Units of those layers."), Range(1, 16384)]
    public int Units { get; init; } = 512;

    [Description("Norm of hidden layers: none (paper), layer or rms.")]
    public NormKind Norm { get; init; } = NormKind.None;

    [Description("Image networks.")]
    public ImageSettings Image { get; init; } = new() { Depth = 48, Kernel = 4, Resampling = Resampling.Valid, MapChannels = 2 };

    [Description("Weight of the reconstruction loss of images."), Range(0.0, 1000.0)]
    public double ImageScale { get; init; } = 1;

    [Description("Weight of the reconstruction loss of vectors."), Range(0.0, 1000.0)]
    public double VectorScale { get; init; } = 1;

    [Description("alpha_1: weight of the latents' entropy."), Range(0.0, 1000.0)]
    public double Entropy { get; init; } = 5;

    [Description("threshold (code): entropy is raised only below entropy-threshold; bonus (paper): always.")]
    public LatentEntropy EntropyForm { get; init; } = LatentEntropy.Threshold;

    [Description("Share of the largest entropy below which it is raised."), Range(0.0, 1.0)]
    public double EntropyThreshold { get; init; } = 0.1;

    [Description("alpha_2: weight of the pull of the encoder towards the prior."), Range(0.0, 1000.0)]
    public double Consistency { get; init; } = 0.01;

    [Description("prior-first (code): - sum p ln q; posterior-first (paper): - sum q ln p. The prior p gets no gradient.")]
    public Consistency ConsistencyForm { get; init; } = Twm.Consistency.PriorFirst;

    [Description("Pretraining: the first updates, that many, train the observation model alone."), Range(0, 10_000_000)]
    public int Pretrain { get; init; }

    /// <summary>S x C.</summary>
    public int Flat => Stochastic * Classes;
}
