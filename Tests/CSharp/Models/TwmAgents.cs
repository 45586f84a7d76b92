using AkkaDreamer.Models.Agents.Twm;
using AkkaDreamer.Models.Networks;

namespace AkkaDreamer.Tests.Models;

/// <summary>Small TWM agents, one of each kind.</summary>
internal static class TwmAgents
{
    /// <summary>hidden: a policy on (z, h); blind: no rewards in the input.</summary>
    public static string[] Kinds { get; } = ["vector", "image", "hidden", "blind"];

    public static TwmAgent Create(string kind, Func<TwmSettings, TwmSettings>? change = null)
    {
        var settings = TwmPresets.Settings("debug") with { Precision = Precision.Float32 };
        settings = kind switch
        {
            "hidden" => settings with { Behaviour = settings.Behaviour with { Input = PolicyInput.LatentAndHidden } },
            "blind" => settings with { Dynamics = settings.Dynamics with { RewardTokens = false } },
            _ => settings,
        };
        settings = settings with { Dynamics = settings.Dynamics with { Transformer = settings.Dynamics.Transformer with { Dropout = 0.1 } } };
        return new TwmAgent(change is null ? settings : change(settings), kind is "vector" or "blind" ? TestAgents.VectorDiscrete : TestAgents.ImageDiscrete);
    }
}
