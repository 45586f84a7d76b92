using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.DreamerV3;

/// <summary>Actor and value head: how they are declared and read.</summary>
public static class PolicyNetworks
{
    /// <summary>Declares the actor: logits [...,A], or mean and deviation [...,2A].</summary>
    public static Mlp Actor(Weights weights, DreamerV3Settings settings, AgentSpaces spaces) => new(
        weights, "actor", settings.Rssm.Feature, settings.Units, settings.Behaviour.PolicyLayers, Style(settings),
        spaces.DiscreteActions ? spaces.ActionSize : 2 * spaces.ActionSize, settings.Behaviour.PolicyOutputScale);

    /// <summary>Declares the value head: logits [...,bins], starting at zero.</summary>
    public static Mlp Value(Weights weights, DreamerV3Settings settings) => new(
        weights, "value", settings.Rssm.Feature, settings.Units, settings.Behaviour.ValueLayers, Style(settings), settings.Bins, outputScale: 0);

    /// <summary>The distribution that the actor's output stands for.</summary>
    public static IActionDistribution Distribution(Tensor output, DreamerV3Settings settings, AgentSpaces spaces) => spaces.DiscreteActions
        ? new OneHotActions(Categorical.Probabilities(output, settings.Behaviour.PolicyUnimix))
        : BoundedNormal.From(output, settings.Behaviour.LeastDeviation, settings.Behaviour.MostDeviation);

    /// <summary>The code of scalars that a generation uses.</summary>
    public static TwoHot Scalars(DreamerV3Settings settings, Device device) => settings.Generation == Generation.V2023
        ? TwoHot.SymlogSpaced(settings.Bins, device)
        : TwoHot.SymexpSpaced(settings.Bins, device);

    private static LayerStyle Style(DreamerV3Settings settings) => settings.Generation == Generation.V2023 ? LayerStyle.V2023 : LayerStyle.V2024;
}
