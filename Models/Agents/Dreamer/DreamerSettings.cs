using System.ComponentModel;
using AkkaDreamer.Models.Optimisation;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Everything that can be chosen about an agent that learns actor and critic in the dreams of a recurrent world model. Defaults are those of DreamerV3 (2024) at size 12m; the presets have the rest.</summary>
public sealed record DreamerSettings : WorldModelSettings
{
    [Description("dreamer-v3: v2023 or v2024, which published form; it sets the defaults of everything else. none for other agents.")]
    public Generation? Generation { get; init; }

    [Description("Imagination, actor and critic.")]
    public BehaviourSettings Behaviour { get; init; } = new();

    [Description("Optimiser of the actor.")]
    public OptimiserSettings ActorOptimiser { get; init; } = new();

    [Description("Optimiser of the critic.")]
    public OptimiserSettings CriticOptimiser { get; init; } = new();
}
