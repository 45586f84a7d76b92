using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>TWM (Robine et al. 2023, "Transformer-based World Models Are Happy With 100k Interactions"): an autoencoder, a Transformer-XL over latents, actions and rewards, and a policy that acts without it. Discrete actions; images, and as our addition vectors.</summary>
public sealed class TwmAgent : IAgent
{
    private readonly TwmSettings settings;
    private readonly Device device;

    /// <summary>An agent for some spaces, on the CPU; for those who know no tensors, and so no devices. Throws as the other one does.</summary>
    public TwmAgent(TwmSettings settings, AgentSpaces spaces)
        : this(settings, spaces, CPU)
    {
    }

    /// <summary>An agent for some spaces. Throws <see cref="ArgumentException"/> for continuous actions, and when settings and spaces do not go together.</summary>
    public TwmAgent(TwmSettings settings, AgentSpaces spaces, Device device)
    {
        (this.settings, Spaces, this.device) = (settings, spaces, device);
        if (!spaces.DiscreteActions) throw new ArgumentException($"twm acts with discrete actions only, and this task takes {spaces.ActionSize} continuous one{(spaces.ActionSize == 1 ? "" : "s")}");
        if (spaces.ActionSize < 2) throw new ArgumentException("twm needs a choice of at least two actions");
        _ = Parameters;
    }

    /// <inheritdoc/>
    public UpdateKind Update => UpdateKind.Split;

    /// <inheritdoc/>
    public AgentSpaces Spaces { get; }

    /// <inheritdoc/>
    public LatentSpec? Latent => null;

    /// <summary>How many numbers the observation model, the dynamics model, the actor and the critic hold, known without allocating them.</summary>
    public (long Observation, long Dynamics, long Actor, long Critic) Parameters
    {
        get
        {
            var (observation, dynamics, actor, critic) = (new Weights(), new Weights(), new Weights(), new Weights());
            _ = new ObservationModel(observation, settings.Observation, Spaces, decodes: true);
            _ = new DynamicsModel(dynamics, settings, Spaces);
            _ = PolicyHeads.Actor(actor, settings, Spaces);
            _ = PolicyHeads.Critic(critic, settings);
            return (observation.Count, dynamics.Count, actor.Count, critic.Count);
        }
    }

    /// <inheritdoc/>
    public IWorldModelTrainer CreateWorldModel(ulong seed) => new TwmWorldModelTrainer(settings, Spaces, device, seed);

    /// <inheritdoc/>
    public IBehaviourTrainer CreateBehaviour(ulong seed) => new TwmBehaviourTrainer(settings, Spaces, device, seed);

    /// <inheritdoc/>
    public IPolicy CreatePolicy() => new TwmPolicy(settings, Spaces, device);
}
