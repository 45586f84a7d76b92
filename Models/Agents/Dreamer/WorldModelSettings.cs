using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Objectives;
using AkkaDreamer.Models.Optimisation;
using AkkaDreamer.Models.Rssm;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Everything that can be chosen about a recurrent world model and how it learns; defaults are those of DreamerV3 (2024) at size 12m.</summary>
public record WorldModelSettings
{
    [Description("Number format of products: auto, float32 or bfloat16.")]
    public Precision Precision { get; init; } = Precision.Auto;

    [Description("Normalisation after hidden layers: none, layer or rms.")]
    public NormKind Norm { get; init; } = NormKind.Rms;

    [Description("Nonlinearity of hidden layers: silu, elu or relu.")]
    public Activation Activation { get; init; } = Activation.Silu;

    [Description("Vectors are symlogged on the way in, and predicted in symlog space.")]
    public bool Symlog { get; init; } = true;

    [Description("How rewards and values are predicted: normal, two-hot-symlog or two-hot-symexp.")]
    public ScalarKind Scalars { get; init; } = ScalarKind.TwoHotSymexp;

    [Description("Bins of two-hot rewards and values."), Range(3, 1023)]
    public int Bins { get; init; } = 255;

    [Description("What latents must tell: reconstruction (the observation), contrastive (which observation of the batch it was), predictive (value and action; MuDreamer) or repo (reward alone, under a bound on the KL).")]
    public Objective Objective { get; init; } = Objective.Reconstruction;

    [Description("The reconstruction loss trains the latents; false: the decoder learns from them, but they do not learn from it.")]
    public bool ImageGradients { get; init; } = true;

    [Description("The reward loss trains the latents.")]
    public bool RewardGradients { get; init; } = true;

    [Description("Objectives other than reconstruction: a decoder learns beside them, for pictures; latents do not learn from it.")]
    public bool Probe { get; init; }

    [Description("Rewards are squashed by tanh before anything learns from them (Atari).")]
    public bool RewardTanh { get; init; }

    [Description("Whether an episode's end is predicted; without, imagined steps never end.")]
    public bool PredictsContinue { get; init; } = true;

    [Description("Units of the reward, continue, policy and value heads."), Range(1, 16384)]
    public int Units { get; init; } = 256;

    [Description("Hidden layers of the reward head."), Range(0, 10)]
    public int RewardLayers { get; init; } = 1;

    [Description("Hidden layers of the continue head."), Range(0, 10)]
    public int ContinueLayers { get; init; } = 1;

    [Description("Weight of the reconstruction loss of images."), Range(0.0, 1000.0)]
    public double ImageScale { get; init; } = 1;

    [Description("Weight of the reconstruction loss of vectors."), Range(0.0, 1000.0)]
    public double VectorScale { get; init; } = 1;

    [Description("Weight of the reward loss."), Range(0.0, 1000.0)]
    public double RewardScale { get; init; } = 1;

    [Description("Weight of the continue loss."), Range(0.0, 1000.0)]
    public double ContinueScale { get; init; } = 1;

    [Description("Images have so many bits per channel, with noise in place of the lost ones (PlaNet: 5); 8: as they are."), Range(1, 8)]
    public int ImageBits { get; init; } = 8;

    [Description("gamma: discount per step."), Range(0.0, 1.0)]
    public double Discount { get; init; } = 1 - (1.0 / 333);

    [Description("The discount is part of what the continue head predicts.")]
    public bool DiscountInContinue { get; init; } = true;

    [Description("lambda of the returns."), Range(0.0, 1.0)]
    public double Lambda { get; init; } = 0.95;

    [Description("World model and behaviour learn from one joint loss (DreamerV3 of 2024); replay keeps latents for it.")]
    public bool Joint { get; init; } = true;

    [Description("Weight of the value loss on replayed trajectories (joint updates); 0: none."), Range(0.0, 10.0)]
    public double ReplayValueScale { get; init; } = 0.3;

    [Description("Latent dynamics.")]
    public RssmSettings Rssm { get; init; } = new() { Deterministic = 2048, Hidden = 256, Classes = 16 };

    [Description("Balance of the KL terms.")]
    public KlSettings Kl { get; init; } = new();

    [Description("The predictive objective.")]
    public PredictiveSettings Predictive { get; init; } = new();

    [Description("The repo objective.")]
    public BottleneckSettings Bottleneck { get; init; } = new();

    [Description("Predictions of several steps (PlaNet).")]
    public OvershootingSettings Overshooting { get; init; } = new();

    [Description("Encoder and decoder.")]
    public CoderSettings Coder { get; init; } = new();

    [Description("Optimiser of the world model.")]
    public OptimiserSettings ModelOptimiser { get; init; } = new();

    internal LayerStyle Style => LayerStyle.Of(Norm, Activation);

    internal bool HasDecoder => Objective == Objective.Reconstruction || Probe;
}
