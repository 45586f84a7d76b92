using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.DreamerV3;

/// <summary>DreamerV3 (Hafner et al. 2023, arXiv 2301.04104; Nature 2025), both published generations, for vectors, images and both, discrete and continuous actions.</summary>
public sealed class DreamerV3Agent : IAgent
{
    private readonly DreamerV3Settings settings;
    private readonly Device device;

    /// <summary>An agent for some spaces, on the CPU; for those who know no tensors, and so no devices. Throws as the other one does.</summary>
    public DreamerV3Agent(DreamerV3Settings settings, AgentSpaces spaces)
        : this(settings, spaces, CPU)
    {
    }

    /// <summary>An agent for some spaces. Throws <see cref="ArgumentException"/> when settings and spaces do not go together.</summary>
    public DreamerV3Agent(DreamerV3Settings settings, AgentSpaces spaces, Device device)
    {
        (this.settings, Spaces, this.device) = (settings, spaces, device);
        if (settings.Behaviour.LeastDeviation >= settings.Behaviour.MostDeviation) throw new ArgumentException("behaviour.least-deviation must be below behaviour.most-deviation.");
        // Declares every network once, so that sizes which do not fit are refused here.
        _ = ParameterCount;
    }

    /// <inheritdoc/>
    public UpdateKind Update => settings.Generation == Generation.V2024 ? UpdateKind.Joint : UpdateKind.Split;

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
    public IWorldModelTrainer CreateWorldModel(ulong seed) => new WorldModelTrainer(settings, Spaces, device, seed);

    /// <inheritdoc/>
    public IBehaviourTrainer CreateBehaviour(ulong seed) => new BehaviourTrainer(settings, Spaces, device, seed);

    /// <inheritdoc/>
    public IPolicy CreatePolicy() => new DreamerPolicy(settings, Spaces, device);
}
