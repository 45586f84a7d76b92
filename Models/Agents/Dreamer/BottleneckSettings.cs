using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>RePo's bound on the KL: loss = beta (KL - target), beta by gradient ascent on its logarithm.</summary>
public sealed record BottleneckSettings
{
    [Description("epsilon: nats that the posterior may know beyond the prior."), Range(0.0, 1000.0)]
    public double Target { get; init; } = 3;

    [Description("How many parts of the KL's gradient train the prior, for one that trains the posterior."), Range(0.0, 1000.0)]
    public double PriorSteps { get; init; } = 5;

    [Description("beta at the start."), Range(1e-10, 1e6)]
    public double Beta { get; init; } = 1e-5;

    [Description("Learning rate of ln beta (Adam)."), Range(0.0, 1.0)]
    public double Rate { get; init; } = 1e-4;

    [Description("beta never grows beyond this."), Range(1e-10, 1e12)]
    public double Most { get; init; } = 1e6;
}
