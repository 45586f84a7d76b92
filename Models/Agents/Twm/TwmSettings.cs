using System.ComponentModel;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Optimisation;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>What becomes of rewards before anything learns from them.</summary>
public enum RewardTransform
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>tanh (code).</summary>
    Tanh,
}

/// <summary>Everything that can be chosen about TWM. Defaults are those of the paper and, where the two differ, of the authors' code.</summary>
public sealed record TwmSettings
{
    private static readonly OptimiserSettings Models = new() { Kind = OptimiserKind.Adam, Rate = 1e-4, Epsilon = 1e-5, Clip = 100, WeightDecay = 1e-6, WarmUp = 0 };

    [Description("Number format of products: auto, float32 or bfloat16.")]
    public Precision Precision { get; init; } = Precision.Auto;

    [Description("Rewards are learned as they are (none) or squashed (tanh).")]
    public RewardTransform Rewards { get; init; } = RewardTransform.Tanh;

    [Description("The autoencoder of observations.")]
    public ObservationSettings Observation { get; init; } = new();

    [Description("The transformer and its heads.")]
    public DynamicsSettings Dynamics { get; init; } = new();

    [Description("Imagination, actor and critic.")]
    public TwmBehaviourSettings Behaviour { get; init; } = new();

    [Description("Optimiser of the observation model.")]
    public OptimiserSettings ObservationOptimiser { get; init; } = Models;

    [Description("Optimiser of the dynamics model.")]
    public OptimiserSettings DynamicsOptimiser { get; init; } = Models;

    [Description("Optimiser of the actor.")]
    public OptimiserSettings ActorOptimiser { get; init; } = Models with { Clip = 1 };

    [Description("Optimiser of the critic.")]
    public OptimiserSettings CriticOptimiser { get; init; } = Models with { Rate = 1e-5, Clip = 1 };
}
