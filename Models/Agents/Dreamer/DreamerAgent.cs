using AkkaDreamer.Models.Latents;
using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>An agent that learns actor and critic in the dreams of a recurrent world model: Dreamer V1, V2, V3, MuDreamer and RePo are settings of it. Vectors, images and both; discrete and continuous actions.</summary>
public sealed class DreamerAgent : IAgent
{
    private readonly DreamerSettings settings;
    private readonly Device device;

    /// <summary>An agent for some spaces, on the CPU; for those who know no tensors, and so no devices. Throws as the other one does.</summary>
    public DreamerAgent(DreamerSettings settings, AgentSpaces spaces)
        : this(settings, spaces, CPU)
    {
    }

    /// <summary>An agent for some spaces. Throws <see cref="ArgumentException"/> when settings and spaces do not go together.</summary>
    public DreamerAgent(DreamerSettings settings, AgentSpaces spaces, Device device)
    {
        (this.settings, Spaces, this.device) = (settings, spaces, device);
        if (settings.Behaviour.LeastDeviation >= settings.Behaviour.MostDeviation) throw new ArgumentException("behaviour.least-deviation must be below behaviour.most-deviation.");
        if (settings.Behaviour.ValueCountsOwnReward && settings.Behaviour.Horizon < 2) throw new ArgumentException("behaviour.horizon must be 2 or more where behaviour.value-counts-own-reward is on.");
        if (settings.Joint && (settings.Rssm.Latents != LatentKind.Categorical || !settings.PredictsContinue))
            throw new ArgumentException("joint = true needs rssm.latents = categorical and predicts-continue = true: replay keeps class indices, and imagined steps may end.");
        // Declares every network once, so that sizes which do not fit are refused here.
        _ = ParameterCount;
    }

    /// <inheritdoc/>
    public UpdateKind Update => settings.Joint ? UpdateKind.Joint : UpdateKind.Split;

    /// <inheritdoc/>
    public AgentSpaces Spaces { get; }

    /// <inheritdoc/>
    public LatentSpec? Latent => Update == UpdateKind.Joint ? new LatentSpec(settings.Rssm.Deterministic, settings.Rssm.Stochastic) : null;

    /// <summary>How many numbers the trained networks hold (slow copies left out), known without allocating them.</summary>
    public long ParameterCount
    {
        get
        {
            var weights = new Weights();
            _ = new WorldModel(weights, settings, Spaces, ModelUse.Training);
            _ = PolicyNetworks.Actor(weights, settings, Spaces);
            _ = PolicyNetworks.Value(weights, settings);
            return weights.Count;
        }
    }

    /// <inheritdoc/>
    public IWorldModelTrainer CreateWorldModel(ulong seed) => new WorldModelTrainer(settings, Spaces, device, seed, settings.Joint ? weights => PolicyNetworks.Value(weights, settings) : null);

    /// <inheritdoc/>
    public IBehaviourTrainer CreateBehaviour(ulong seed) => new BehaviourTrainer(settings, Spaces, device, seed);

    /// <inheritdoc/>
    public IPolicy CreatePolicy() => new DreamerPolicy(settings, Spaces, device);
}
