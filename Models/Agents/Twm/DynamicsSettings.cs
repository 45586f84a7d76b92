using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Transformer;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>The dynamics model: tokens, Transformer-XL and heads (TWM, section 2.1).</summary>
public sealed record DynamicsSettings
{
    [Description("The transformer.")]
    public TransformerSettings Transformer { get; init; } = new();

    [Description("Rewards are tokens too; no: the paper's ablation.")]
    public bool RewardTokens { get; init; } = true;

    [Description("Hidden layers of the latent, reward and discount heads."), Range(0, 10)]
    public int HeadLayers { get; init; } = 4;

    [Description("Units of the latent head."), Range(1, 16384)]
    public int LatentUnits { get; init; } = 512;

    [Description("Units of the reward and discount heads."), Range(1, 16384)]
    public int Units { get; init; } = 256;

    [Description("Norm of the heads' hidden layers: none (paper), layer or rms.")]
    public NormKind Norm { get; init; } = NormKind.None;

    [Description("beta_1: weight of the reward loss."), Range(0.0, 1000.0)]
    public double RewardScale { get; init; } = 10;

    [Description("beta_2: weight of the discount loss."), Range(0.0, 1000.0)]
    public double DiscountScale { get; init; } = 50;

    [Description("Pretraining: after the observation model's, that many updates train the dynamics alone."), Range(0, 10_000_000)]
    public int Pretrain { get; init; }
}
