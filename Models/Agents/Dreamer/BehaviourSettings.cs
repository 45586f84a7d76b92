using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Where the actor's gradient comes from.</summary>
public enum ActorGradient
{
    /// <summary>REINFORCE for discrete actions, backpropagation through the dynamics for continuous ones.</summary>
    Auto,

    /// <summary>REINFORCE with the critic as baseline.</summary>
    Reinforce,

    /// <summary>Backpropagation of the returns through the dynamics.</summary>
    Dynamics,
}

/// <summary>Imagination, actor and critic (Dreamer V1, section 3; DreamerV2, section 2.3; DreamerV3, "Actor critic learning").</summary>
public sealed record BehaviourSettings
{
    [Description("H: imagined steps."), Range(1, 200)]
    public int Horizon { get; init; } = 15;

    [Description("eta: weight of the policy's entropy."), Range(0.0, 10.0)]
    public double Entropy { get; init; } = 3e-4;

    [Description("auto, reinforce or dynamics.")]
    public ActorGradient Gradient { get; init; } = ActorGradient.Reinforce;

    [Description("Hidden layers of the policy."), Range(0, 10)]
    public int PolicyLayers { get; init; } = 3;

    [Description("Hidden layers of the value head."), Range(0, 10)]
    public int ValueLayers { get; init; } = 3;

    [Description("Scale at which the policy's output layer starts."), Range(0.0, 1.0)]
    public double PolicyOutputScale { get; init; } = 0.01;

    [Description("Share of the uniform distribution mixed into discrete policies."), Range(0.0, 0.5)]
    public double PolicyUnimix { get; init; } = 0.01;

    [Description("Continuous policies: bounded-normal (DreamerV3), tanh-normal (Dreamer V1, RePo) or truncated-normal (DreamerV2).")]
    public PolicyKind Policy { get; init; } = PolicyKind.BoundedNormal;

    [Description("Standard deviation that a tanh-normal policy starts with."), Range(0.001, 100.0)]
    public double InitialDeviation { get; init; } = 5;

    [Description("While collecting: standard deviation of noise on continuous actions, or the share of random discrete ones."), Range(0.0, 1.0)]
    public double ExplorationNoise { get; init; }

    [Description("Least standard deviation of continuous policies."), Range(0.0001, 10.0)]
    public double LeastDeviation { get; init; } = 0.1;

    [Description("Largest standard deviation of continuous policies."), Range(0.0001, 10.0)]
    public double MostDeviation { get; init; } = 1.0;

    [Description("The value of a state counts the reward that came with it (Dreamer V1, V2), instead of beginning with the next (DreamerV3).")]
    public bool ValueCountsOwnReward { get; init; }

    [Description("Share of the value head that its slow copy takes over."), Range(0.0, 1.0)]
    public double SlowRate { get; init; } = 0.02;

    [Description("Updates between two such takings-over."), Range(1, 100_000)]
    public int SlowEvery { get; init; } = 1;

    [Description("Returns are bootstrapped from the slow copy (DreamerV2) instead of from the value head itself.")]
    public bool SlowTarget { get; init; }

    [Description("Weight of the value head's pull towards its slow copy."), Range(0.0, 10.0)]
    public double SlowRegulariser { get; init; } = 1.0;

    [Description("Advantages are divided by the range of returns.")]
    public bool NormaliseReturns { get; init; } = true;

    [Description("Rate of the moving percentiles that scale advantages."), Range(0.0, 1.0)]
    public double ReturnRate { get; init; } = 0.01;

    [Description("Least scale of advantages; smaller returns are not blown up."), Range(0.0, 1000.0)]
    public double LeastReturnScale { get; init; } = 1.0;
}
