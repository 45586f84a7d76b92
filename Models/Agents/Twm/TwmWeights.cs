using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>Weights for acting, on loan from a <see cref="TwmBehaviourTrainer"/>.</summary>
internal sealed class TwmWeights(long version, TwmActing buffer, Action giveBack) : PolicyWeights(version)
{
    public TwmActing Buffer { get; } = buffer;

    protected override void Return() => giveBack();
}

/// <summary>The networks that acting needs: encoder and actor, and the dynamics when the policy sees h.</summary>
internal sealed class TwmActing : IDisposable
{
    public TwmActing(TwmSettings settings, AgentSpaces spaces, Device device)
    {
        Encoder = new ObservationModel(Observation, settings.Observation, spaces, decodes: false);
        Actor = PolicyHeads.Actor(ActorWeights, settings, spaces);
        if (settings.Behaviour.Input == PolicyInput.LatentAndHidden) Model = new DynamicsModel(Dynamics, settings, spaces);
        foreach (var weights in (Weights[])[Observation, ActorWeights, Dynamics]) weights.Allocate(device, Precision.Float32, trained: false);
    }

    public Weights Observation { get; } = new();

    public Weights ActorWeights { get; } = new();

    /// <summary>Empty when the policy sees z alone.</summary>
    public Weights Dynamics { get; } = new();

    public ObservationModel Encoder { get; }

    public Mlp Actor { get; }

    public DynamicsModel? Model { get; }

    public void CopyFrom(Weights observation, Weights actor, Weights dynamics)
    {
        Observation.CopyFrom(observation);
        ActorWeights.CopyFrom(actor);
        if (Model is not null) Dynamics.CopyFrom(dynamics);
    }

    public void Dispose()
    {
        Observation.Dispose();
        ActorWeights.Dispose();
        Dynamics.Dispose();
    }
}
