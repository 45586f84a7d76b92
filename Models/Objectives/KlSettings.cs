using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Models.Objectives;

/// <summary>The two sides of the KL between posterior q and prior p (DreamerV3, eq. 4).</summary>
public sealed record KlSettings
{
    [Description("beta_dyn: weight of KL(sg q || p), which trains the prior."), Range(0.0, 100.0)]
    public double Dynamics { get; init; } = 1.0;

    [Description("beta_rep: weight of KL(q || sg p), which trains the posterior."), Range(0.0, 100.0)]
    public double Representation { get; init; } = 0.1;

    [Description("Nats below which a side is not pushed further; 0: none."), Range(0.0, 100.0)]
    public double FreeNats { get; init; } = 1.0;

    [Description("Free nats hold for the mean of the batch (Dreamer V1, V2) instead of for every step (PlaNet, DreamerV3).")]
    public bool FreeNatsOfMean { get; init; }
}
