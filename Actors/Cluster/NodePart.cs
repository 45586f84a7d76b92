using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Evaluating;
using AkkaDreamer.Actors.Run;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>What a node does for a run. <paramref name="WeightBytes"/>: of its policy.</summary>
public sealed record NodePart(Func<int, EnvironmentSettings> Environment, EvaluatorSettings Evaluator, int WeightBytes)
{
    /// <summary>The part of a node in what a configuration means.</summary>
    public static NodePart Of(ActingPlan plan)
    {
        using var policy = plan.Agent.CreatePolicy();
        return new NodePart(plan.Environment, plan.Evaluator, policy.WeightBytes);
    }
}
