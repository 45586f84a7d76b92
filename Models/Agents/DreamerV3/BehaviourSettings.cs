using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Models.Agents.DreamerV3;

/// <summary>Where the actor's gradient comes from.</summary>
public enum ActorGradient
{
    /// <summary>As published: REINFORCE, except for continuous actions of the 2023 generation.</summary>
    Auto,

    /// <summary>REINFORCE with the critic as baseline.</summary>
    Reinforce,

    /// <summary>Backpropagation of the returns through the dynamics.</summary>
    Dynamics,
}

/// <summary>Imagination, actor and critic (DreamerV3, "Actor critic learning").</summary>
public sealed record BehaviourSettings
{
    [Description("H: imagined steps."), Range(1, 200)]
    public int Horizon { get; init; } = 15;

    [Description("gamma: discount per step."), Range(0.0, 1.0)]
    public double Discount { get; init; } = 1 - (1.0 / 333);

    [Description("The discount is part of what the continue head predicts (2024).")]
    public bool DiscountInContinue { get; init; } = true;

    [Description("lambda of the returns."), Range(0.0, 1.0)]
    public double Lambda { get; init; } = 0.95;

    [Description("eta: weight of the policy's entropy."), Range(0.0, 10.0)]
    public double Entropy { get; init; } = 3e-4;

    [Description("auto, reinforce or dynamics.")]
    public ActorGradient Gradient { get; init; } = ActorGradient.Auto;

    [Description("Hidden layers of the policy."), Range(0, 10)]
    public int PolicyLayers { get; init; } = 3;

    [Description("Hidden layers of the value head."), Range(0, 10)]
    public int ValueLayers { get; init; } = 3;

    [Description("Scale at which the policy's output layer starts."), Range(0.0, 1.0)]
    public double PolicyOutputScale { get; init; } = 0.01;

    [Description("Share of the uniform distribution mixed into discrete policies."), Range(0.0, 0.5)]
    public double PolicyUnimix { get; init; } = 0.01;

    [Description("Least standard deviation of continuous policies."), Range(0.0001, 10.0)]
    public double LeastDeviation { get; init; } = 0.1;

    [Description("Largest standard deviation of continuous policies."), Range(0.0001, 10.0)]
    public double MostDeviation { get; init; } = 1.0;

    [Description("Share of the value head that its slow copy takes over per update."), Range(0.0, 1.0)]
    public double SlowRate { get; init; } = 0.02;

    [Description("Weight of the value head's pull towards its slow copy."), Range(0.0, 10.0)]
    public double SlowRegulariser { get; init; } = 1.0;

    [Description("Rate of the moving percentiles that scale advantages."), Range(0.0, 1.0)]
    public double ReturnRate { get; init; } = 0.01;

    [Description("Least scale of advantages; smaller returns are not blown up."), Range(0.0, 1000.0)]
    public double LeastReturnScale { get; init; } = 1.0;

    [Description("Weight of the value loss on replayed trajectories (2024); 0: none."), Range(0.0, 10.0)]
    public double ReplayValueScale { get; init; } = 0.3;
}
