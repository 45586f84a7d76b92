using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Actor and value head: how they are declared and read.</summary>
public static class PolicyNetworks
{
    /// <summary>Declares the actor: logits [...,A], or mean and deviation [...,2A].</summary>
    public static Mlp Actor(Weights weights, DreamerSettings settings, AgentSpaces spaces) => new(
        weights, "actor", settings.Rssm.Feature, settings.Units, settings.Behaviour.PolicyLayers, settings.Style,
        spaces.DiscreteActions ? spaces.ActionSize : 2 * spaces.ActionSize, settings.Behaviour.PolicyOutputScale);

    /// <summary>Declares the value head: outputs [...,K].</summary>
    public static Mlp Value(Weights weights, DreamerSettings settings) => new(
        weights, "value", settings.Rssm.Feature, settings.Units, settings.Behaviour.ValueLayers, settings.Style, WorldModel.Outputs(settings), WorldModel.ScalarScale(settings));

    /// <summary>The distribution that the actor's output stands for.</summary>
    public static IActionDistribution Distribution(Tensor output, BehaviourSettings settings, AgentSpaces spaces) => (spaces.DiscreteActions, settings.Policy) switch
    {
        (true, _) => new OneHotActions(Categorical.Probabilities(output, settings.PolicyUnimix)),
        (_, PolicyKind.TanhNormal) => TanhNormal.From(output, settings.LeastDeviation, settings.InitialDeviation),
        (_, PolicyKind.TruncatedNormal) => TruncatedNormal.From(output, settings.LeastDeviation),
        _ => BoundedNormal.From(output, settings.LeastDeviation, settings.MostDeviation),
    };
}
