using AkkaDreamer.Models.Checkpoints;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer.Objectives;

/// <summary>
/// MuDreamer (section 4.1): the value head learns the lambda-return of the replayed trajectory, bootstrapped by its own slow copy; the action head learns which action led from s_{t-1} to the observation x_t.
/// </summary>
internal sealed class Predictive : IObjective
{
    private readonly WorldModel model;
    private readonly WorldModelSettings settings;
    private readonly AgentSpaces spaces;
    private readonly IScalarCode code;
    private readonly Weights weights, slowWeights = new();
    private readonly Mlp slow;

    /// <summary>The slow copy begins equal to the head in <paramref name="weights"/>, which must have been initialised.</summary>
    public Predictive(WorldModel model, Weights weights, WorldModelSettings settings, AgentSpaces spaces, IScalarCode code, Device device)
    {
        (this.model, this.weights, this.settings, this.spaces, this.code) = (model, weights, settings, spaces, code);
        slow = WorldModel.ReplayedValueHead(slowWeights, settings);
        slowWeights.Allocate(device, settings.Precision, trained: false);
        Follow(1);
    }

    public Tensor Loss(Replayed replayed, ScalarList scalars)
    {
        var loss = zeros(1, device: replayed.Feature.device).sum();
        if (model.ReplayedValue is { } head)
        {
            Tensor bootstrap;
            using (no_grad()) bootstrap = code.Mean(slow.Forward(replayed.Prepared));                                // [T,B]
            var value = ReplayValue.Loss(code, head.Forward(replayed.Prepared), bootstrap, null, replayed.Input, settings, 0);
            scalars.Add("loss/replayed-value", value);
            loss += value;
        }

        if (model.LastAction is { } inverse)
        {
            var steps = replayed.Input.Length - 1;
            var seen = cat([replayed.Embedding.narrow(0, 1, steps), replayed.Feature.narrow(0, 0, steps)], -1);      // x_t, s_{t-1} [T-1,B,E+F]
            var distribution = Distribution(inverse.Forward(seen));
            var within = 1 - replayed.Input.First.narrow(0, 1, steps);
            var action = (-distribution.LogProbability(replayed.Input.Actions.narrow(0, 1, steps)) * within).mean();
            scalars.Add("loss/last-action", action);
            loss += action;
        }

        return loss;
    }

    public void AfterStep() => Follow(settings.Predictive.SlowRate);

    public void Capture(SnapshotWriter writer) => writer.Add("slow/", slowWeights);

    public void Restore(SnapshotReader reader)
    {
        reader.Check("slow/", slowWeights);
        reader.Read("slow/", slowWeights);
    }

    public void Dispose() => slowWeights.Dispose();

    private IActionDistribution Distribution(Tensor output) =>
        spaces.DiscreteActions ? new OneHotActions(Categorical.Probabilities(output, 0.01)) : BoundedNormal.From(output, 0.1, 1.0);

    private void Follow(double rate)
    {
        if (model.ReplayedValue is null) return;
        using var scope = NewDisposeScope();
        using var off = no_grad();
        slowWeights.Flat.mul_(1 - rate).add_(weights.Range(slowWeights.Parameters[0].Name, slowWeights.Count), rate);
        slowWeights.Refresh();
    }
}
