using AkkaDreamer.Models.Checkpoints;
using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Rssm;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.DreamerV3;

/// <summary>Acts with DreamerV3's weights. Recurrent state: h [D], z as class indices [S], the previous action [A].</summary>
public sealed class DreamerPolicy : IPolicy
{
    private readonly DreamerV3Settings settings;
    private readonly AgentSpaces spaces;
    private readonly Device device;
    private readonly Weights modelWeights = new(), actorWeights = new();
    private readonly WorldModel model;
    private readonly Mlp actor;

    /// <summary>Something that acts, once it has weights. Computes in float32.</summary>
    public DreamerPolicy(DreamerV3Settings settings, AgentSpaces spaces, Device device)
    {
        (this.settings, this.spaces, this.device) = (settings, spaces, device);
        model = new WorldModel(modelWeights, settings, spaces, ModelUse.Acting);
        actor = PolicyNetworks.Actor(actorWeights, settings, spaces);
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
    public Decision Act(IReadOnlyList<Array> observation, PolicyState? state, RandomState? random)
    {
        if (Version < 0) throw new InvalidOperationException("The policy has no weights yet.");
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var rssm = settings.Rssm;
        var embedding = model.Encoder.Forward(BatchTensors.Single(observation, spaces, device));
        var (previous, action) = Previous(state);
        var h = model.Rssm.Deterministic(previous, action);                                                         // [1,D]
        var posterior = model.Rssm.Posterior(h, embedding);                                                         // [1,S,C]
        var z = random is null ? Categorical.Mode(posterior) : Categorical.Sample(posterior, Uniform(random, 1, rssm.Stochastic, 1));
        var policy = PolicyNetworks.Distribution(actor.Forward(new LatentState(h, z.view(1, -1)).Feature), settings, spaces);
        var chosen = random is null ? policy.Mode() : policy.Draw(spaces.DiscreteActions ? Uniform(random, 1, 1) : Normal(random, spaces.ActionSize));
        var decision = chosen.clamp(-1, 1).to(CPU).data<float>().ToArray();
        var hidden = h.to(CPU).data<float>().ToArray();
        var classes = z.argmax(-1).to(float32).to(CPU).data<float>().ToArray();
        var latent = settings.Generation == Generation.V2024 ? Latents.Pack(h.unsqueeze(0), z.view(1, 1, -1), rssm) : null;
        return new Decision(decision, new PolicyState([hidden, classes, decision]), latent);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        modelWeights.Dispose();
        actorWeights.Dispose();
    }

    private (LatentState State, Tensor Action) Previous(PolicyState? state)
    {
        var rssm = settings.Rssm;
        if (state is null) return (model.Rssm.Initial(device), zeros(1, spaces.ActionSize, device: device));
        var parts = state.Parts;
        if (parts.Length != 3 || parts[0].Length != rssm.Deterministic || parts[1].Length != rssm.Stochastic || parts[2].Length != spaces.ActionSize)
        {
            throw new ArgumentException("The recurrent state is not one of this policy.", nameof(state));
        }

        var classes = tensor(parts[1], [1, rssm.Stochastic, 1], device: device).to(int64);
        var z = Categorical.OneHot(classes, rssm.Classes).view(1, rssm.Flat);
        return (new LatentState(tensor(parts[0], [1, rssm.Deterministic], device: device), z), tensor(parts[2], [1, spaces.ActionSize], device: device));
    }

    private Tensor Uniform(RandomState random, params long[] shape)
    {
        var numbers = new float[shape.Aggregate(1L, (product, size) => product * size)];
        // Rounding to float32 could reach 1; the largest float below it is as good.
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Math.Min((float)random.NextDouble(), 0.99999994f);
        return tensor(numbers, shape, device: device);
    }

    private Tensor Normal(RandomState random, int count)
    {
        var numbers = new float[count];
        for (var i = 0; i < count; i++) numbers[i] = (float)random.NextNormal();
        return tensor(numbers, [1, count], device: device);
    }
}
