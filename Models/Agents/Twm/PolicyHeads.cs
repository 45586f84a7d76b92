using AkkaDreamer.Models.Networks;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>Actor and critic: how they are declared.</summary>
internal static class PolicyHeads
{
    /// <summary>Logits [...,A] of z [...,SC] or (z, h).</summary>
    public static Mlp Actor(Weights weights, TwmSettings settings, AgentSpaces spaces) =>
        new(weights, "actor", Inputs(settings), settings.Behaviour.Units, settings.Behaviour.Layers, Style(settings), spaces.ActionSize, settings.Behaviour.ActorOutputScale);

    /// <summary>Values [...,1], starting at zero.</summary>
    public static Mlp Critic(Weights weights, TwmSettings settings) =>
        new(weights, "critic", Inputs(settings), settings.Behaviour.Units, settings.Behaviour.Layers, Style(settings), 1, outputScale: 0);

    private static long Inputs(TwmSettings settings) =>
        settings.Observation.Flat + (settings.Behaviour.Input == PolicyInput.LatentAndHidden ? settings.Dynamics.Transformer.Width : 0);

    private static LayerStyle Style(TwmSettings settings) => LayerStyle.Of(settings.Behaviour.Norm, Activation.Silu);
}
