using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AkkaDreamer.Models.Networks;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>What actor and critic see.</summary>
public enum PolicyInput
{
    /// <summary>z: acting needs no transformer.</summary>
    Latent,

    /// <summary>(z, h): the paper's ablation.</summary>
    LatentAndHidden,
}

/// <summary>Imagination, actor and critic (TWM, section 2.2).</summary>
public sealed record TwmBehaviourSettings
{
    [Description("H: imagined steps."), Range(1, 200)]
    public int Horizon { get; init; } = 15;

    [Description("M: imagined trajectories, begun at that many of the replayed steps."), Range(1, 1_000_000)]
    public int Trajectories { get; init; } = 400;

    [Description("gamma: discount per step, which the discount head learns."), Range(0.0, 1.0)]
    public double Discount { get; init; } = 0.99;

    [Description("lambda of the advantages."), Range(0.0, 1.0)]
    public double Lambda { get; init; } = 0.95;

    [Description("A trajectory whose product of predicted discounts falls below this begins anew at another replayed step (code); 0: never."), Range(0.0, 1.0)]
    public double RestartBelow { get; init; } = 0.1;

    [Description("latent: the policy sees z; latent-and-hidden: also the transformer's last output (the paper's ablation).")]
    public PolicyInput Input { get; init; } = PolicyInput.Latent;

    [Description("eta: weight of the policy's entropy."), Range(0.0, 10.0)]
    public double Entropy { get; init; } = 0.01;

    [Description("Gamma: share of the largest entropy below which the policy's entropy is raised."), Range(0.0, 1.0)]
    public double EntropyThreshold { get; init; } = 0.1;

    [Description("The usual entropy bonus instead: as a threshold of 1 (the paper's ablation, with entropy = 0.001).")]
    public bool PlainEntropy { get; init; }

    [Description("Hidden layers of actor and critic."), Range(0, 10)]
    public int Layers { get; init; } = 4;

    [Description("Units of actor and critic."), Range(1, 16384)]
    public int Units { get; init; } = 512;

    [Description("Norm of their hidden layers: none (paper), layer or rms.")]
    public NormKind Norm { get; init; } = NormKind.None;

    [Description("Scale at which the actor's output layer starts."), Range(0.0, 1.0)]
    public double ActorOutputScale { get; init; } = 1;

    [Description("Imagination keeps keys and values; no: it recomputes the whole window at every step, as a plain transformer would.")]
    public bool KeepMemory { get; init; } = true;
}
