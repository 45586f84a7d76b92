using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Objectives;
using AkkaDreamer.Models.Optimisation;
using AkkaDreamer.Models.Rssm;

namespace AkkaDreamer.Models.Agents.DreamerV3;

/// <summary>The published form of DreamerV3.</summary>
public enum Generation
{
    /// <summary>arXiv 2301.04104 v1: dense GRU, layer norm, two-hot in symlog space, Adam, model first and behaviour after.</summary>
    V2023,

    /// <summary>Nature 2025 and the authors' code of 2024: block GRU, RMS norm, symexp bins, LaProp, one joint loss with a replay value loss.</summary>
    V2024,
}

/// <summary>Everything that can be chosen about a DreamerV3 agent. Defaults are those of the 2024 generation at size 12m; <see cref="DreamerV3Presets"/> has the rest.</summary>
public sealed record DreamerV3Settings
{
    [Description("v2023 or v2024: which published form.")]
    public Generation Generation { get; init; } = Generation.V2024;

    [Description("Number format of products: auto, float32 or bfloat16.")]
    public Precision Precision { get; init; } = Precision.Auto;

    [Description("Vectors are symlogged on the way in, and predicted in symlog space.")]
    public bool Symlog { get; init; } = true;

    [Description("Units of the reward, continue, policy and value heads."), Range(1, 16384)]
    public int Units { get; init; } = 256;

    [Description("Hidden layers of the reward head."), Range(0, 10)]
    public int RewardLayers { get; init; } = 1;

    [Description("Hidden layers of the continue head."), Range(0, 10)]
    public int ContinueLayers { get; init; } = 1;

    [Description("Bins of reward and value."), Range(3, 1023)]
    public int Bins { get; init; } = 255;

    [Description("Weight of the reconstruction loss of images."), Range(0.0, 1000.0)]
    public double ImageScale { get; init; } = 1;

    [Description("Weight of the reconstruction loss of vectors."), Range(0.0, 1000.0)]
    public double VectorScale { get; init; } = 1;

    [Description("Weight of the reward loss."), Range(0.0, 1000.0)]
    public double RewardScale { get; init; } = 1;

    [Description("Weight of the continue loss."), Range(0.0, 1000.0)]
    public double ContinueScale { get; init; } = 1;

    [Description("Latent dynamics.")]
    public RssmSettings Rssm { get; init; } = new() { Deterministic = 2048, Hidden = 256, Classes = 16 };

    [Description("Balance of the KL terms.")]
    public KlSettings Kl { get; init; } = new();

    [Description("Encoder and decoder.")]
    public CoderSettings Coder { get; init; } = new();

    [Description("Imagination, actor and critic.")]
    public BehaviourSettings Behaviour { get; init; } = new();

    [Description("Optimiser of the world model.")]
    public OptimiserSettings ModelOptimiser { get; init; } = new();

    [Description("Optimiser of the actor.")]
    public OptimiserSettings ActorOptimiser { get; init; } = new();

    [Description("Optimiser of the critic.")]
    public OptimiserSettings CriticOptimiser { get; init; } = new();
}
