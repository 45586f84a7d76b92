using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>PlaNet's options for a world model that must predict far ahead; both off as published.</summary>
public sealed record OvershootingSettings
{
    [Description("Latent overshooting: steps ahead over which the prior is trained on its own predictions; 1: none."), Range(1, 200)]
    public int Distance { get; init; } = 1;

    [Description("Weight of the overshooting divergences together."), Range(0.0, 100.0)]
    public double Scale { get; init; } = 1;

    [Description("Weight of the posterior's divergence from a standard normal (the global prior; Gaussian latents only); 0: none."), Range(0.0, 100.0)]
    public double GlobalPrior { get; init; }
}
