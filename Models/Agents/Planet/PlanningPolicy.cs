using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Checkpoints;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Rssm;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Planet;

/// <summary>Plans anew at every decision, in the prior, by the rewards that the world model predicts. There is no actor network.</summary>
public sealed class PlanningPolicy : IPolicy
{
    private readonly PlanetSettings settings;
    private readonly AgentSpaces spaces;
    private readonly Device device;
    private readonly Weights weights = new();
    private readonly WorldModel model;
    private readonly StateFilter filter;
    private readonly IScalarCode code;

    /// <summary>Something that acts, once it has weights. Computes in float32.</summary>
    public PlanningPolicy(PlanetSettings settings, AgentSpaces spaces, Device device)
    {
        (this.settings, this.spaces, this.device) = (settings, spaces, device);
        model = new WorldModel(weights, settings, spaces, ModelUse.Dreaming);
        weights.Allocate(device, Precision.Float32, trained: false);
        filter = new StateFilter(model, settings, spaces, device);
        code = WorldModel.Scalars(settings, device);
    }

    /// <inheritdoc/>
    public long Version { get; private set; } = -1;

    /// <inheritdoc/>
    public void Load(PolicyWeights lease)
    {
        weights.CopyFrom(((DreamerWeights)lease).Buffer.Model);
        Version = lease.Version;
    }

    /// <inheritdoc/>
    public void Load(StateSnapshot worldModel, StateSnapshot behaviour)
    {
        var (first, second) = (new SnapshotReader(worldModel), new SnapshotReader(behaviour));
        first.Read("model/", weights);
        Version = second.Number("version");
    }

    /// <inheritdoc/>
    public int WeightBytes => Networks.WeightBytes.Count([this.weights]);

    /// <inheritdoc/>
    public void CopyWeights(Span<byte> target) => Networks.WeightBytes.CopyTo(target, this.weights);

    /// <inheritdoc/>
    public void Load(long version, ReadOnlySpan<byte> weights)
    {
        Networks.WeightBytes.CopyFrom(weights, this.weights);
        Version = version;
    }

    /// <inheritdoc/>
    public Decision Act(IReadOnlyList<Array> observation, PolicyState? state, RandomState? random)
    {
        if (Version < 0) throw new InvalidOperationException("The policy has no weights yet.");
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var seen = filter.Observe(observation, state, random);
        using var generator = new Generator(random?.NextUInt64() ?? 0, device); // the search draws: seeded by who acts, so that equal states plan alike
        var plan = CrossEntropyMethod.Plan(actions => Value(seen, actions, generator), settings.Planning, spaces.ActionSize, generator, device);
        var decision = Exploration.Apply(plan.select(0, 0).to(CPU).data<float>().ToArray(), settings.Planning.ExplorationNoise, spaces, random);
        return new Decision(decision, filter.Pack(seen, decision), null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        weights.Dispose();
        code.Dispose();
    }

    /// <summary>The sum of predicted rewards [J] of action sequences [H,J,A].</summary>
    private Tensor Value(LatentState start, Tensor actions, Generator generator)
    {
        var candidates = actions.shape[1];
        var state = new LatentState(start.H.expand(candidates, -1), start.Z.expand(candidates, -1));
        var features = new Tensor[actions.shape[0]];
        for (var t = 0; t < features.Length; t++)
        {
            using var step = NewDisposeScope();
            state = model.Rssm.Imagine(state, actions.select(0, t), generator);
            state = new LatentState(state.H.MoveToOuterDisposeScope(), state.Z.MoveToOuterDisposeScope());
            features[t] = model.Rssm.Feature(state.H, state.Z).MoveToOuterDisposeScope();
        }

        return code.Mean(model.Reward!.Forward(stack(features))).sum(0L);                                            // [H,J] to [J]
    }
}
