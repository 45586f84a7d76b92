using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Planet;

/// <summary>PlaNet (Hafner et al. 2019, arXiv 1811.04551): a Gaussian recurrent world model, and planning in it at decision time. Continuous actions only.</summary>
public sealed class PlanetAgent : IAgent
{
    private readonly PlanetSettings settings;

    /// <summary>An agent for some spaces, on the CPU. Throws <see cref="ArgumentException"/> when settings and spaces do not go together.</summary>
    public PlanetAgent(PlanetSettings settings, AgentSpaces spaces)
    {
        (this.settings, Spaces) = (settings, spaces);
        if (spaces.DiscreteActions) throw new ArgumentException("planet plans over continuous actions, and these are discrete.");
        if (settings.Joint) throw new ArgumentException("joint = true needs a behaviour that learns; planet has none.");
        _ = ParameterCount;
    }

    /// <inheritdoc/>
    public UpdateKind Update => UpdateKind.Split;

    /// <inheritdoc/>
    public AgentSpaces Spaces { get; }

    /// <inheritdoc/>
    public LatentSpec? Latent => null;

    /// <summary>How many numbers the trained networks hold, known without allocating them.</summary>
    public long ParameterCount
    {
        get
        {
            var weights = new Weights();
            _ = new WorldModel(weights, settings, Spaces, ModelUse.Training);
            return weights.Count;
        }
    }

    /// <inheritdoc/>
    public IWorldModelTrainer CreateWorldModel(ulong seed) => new WorldModelTrainer(settings, Spaces, CPU, seed);

    /// <inheritdoc/>
    public IBehaviourTrainer CreateBehaviour(ulong seed) => new NoBehaviour(settings, Spaces, CPU);

    /// <inheritdoc/>
    public IPolicy CreatePolicy() => new PlanningPolicy(settings, Spaces, CPU);
}
