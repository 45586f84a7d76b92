using AkkaDreamer.Models.Checkpoints;
using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Acts with a Dreamer's weights.</summary>
public sealed class DreamerPolicy : IPolicy
{
    private readonly DreamerSettings settings;
    private readonly AgentSpaces spaces;
    private readonly Weights modelWeights = new(), actorWeights = new();
    private readonly WorldModel model;
    private readonly Mlp actor;
    private readonly StateFilter filter;

    /// <summary>Something that acts, once it has weights. Computes in float32.</summary>
    public DreamerPolicy(DreamerSettings settings, AgentSpaces spaces, Device device)
    {
        (this.settings, this.spaces) = (settings, spaces);
        model = new WorldModel(modelWeights, settings, spaces, ModelUse.Acting);
        actor = PolicyNetworks.Actor(actorWeights, settings, spaces);
        filter = new StateFilter(model, settings, spaces, device);
        modelWeights.Allocate(device, Precision.Float32, trained: false);
        actorWeights.Allocate(device, Precision.Float32, trained: false);
    }

    /// <inheritdoc/>
    public long Version { get; private set; } = -1;

    /// <inheritdoc/>
    public void Load(PolicyWeights weights)
    {
        var buffer = ((DreamerWeights)weights).Buffer;
        modelWeights.CopyFrom(buffer.Model);
        actorWeights.CopyFrom(buffer.Actor);
        Version = weights.Version;
    }

    /// <inheritdoc/>
    public void Load(StateSnapshot worldModel, StateSnapshot behaviour)
    {
        var (first, second) = (new SnapshotReader(worldModel), new SnapshotReader(behaviour));
        first.Check("model/", modelWeights);
        second.Check("actor/", actorWeights);
        first.Read("model/", modelWeights);
        second.Read("actor/", actorWeights);
        Version = second.Number("version");
    }

    /// <inheritdoc/>
    public int WeightBytes => Networks.WeightBytes.Count([modelWeights, actorWeights]);

    /// <inheritdoc/>
    public void CopyWeights(Span<byte> target) => Networks.WeightBytes.CopyTo(target, modelWeights, actorWeights);

    /// <inheritdoc/>
    public void Load(long version, ReadOnlySpan<byte> weights)
    {
        Networks.WeightBytes.CopyFrom(weights, modelWeights, actorWeights);
        Version = version;
    }

    /// <inheritdoc/>
    public Decision Act(IReadOnlyList<Array> observation, PolicyState? state, RandomState? random)
    {
        if (Version < 0) throw new InvalidOperationException("The policy has no weights yet.");
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var seen = filter.Observe(observation, state, random);
        var policy = PolicyNetworks.Distribution(actor.Forward(model.Rssm.Feature(seen.H, seen.Z)), settings.Behaviour, spaces);
        var chosen = random is null ? policy.Mode() : policy.Draw(policy.Noise(random));
        var decision = Exploration.Apply(chosen.clamp(-1, 1).to(CPU).data<float>().ToArray(), settings.Behaviour.ExplorationNoise, spaces, random);
        var latent = settings.Joint ? StoredLatents.Pack(seen.H.unsqueeze(0), seen.Z.unsqueeze(0), settings.Rssm) : null;
        return new Decision(decision, filter.Pack(seen, decision), latent);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        modelWeights.Dispose();
        actorWeights.Dispose();
    }
}
