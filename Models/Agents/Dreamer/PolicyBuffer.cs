using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Weights for acting: of the world model what acting needs, the actor, and for joint agents the value head. An agent that plans has no actor, and needs what dreaming needs.</summary>
internal sealed class PolicyBuffer : IDisposable
{
    /// <summary>Of an agent with an actor.</summary>
    public PolicyBuffer(DreamerSettings settings, AgentSpaces spaces, Device device)
    {
        _ = new WorldModel(Model, settings, spaces, ModelUse.Acting);
        _ = PolicyNetworks.Actor(Actor, settings, spaces);
        _ = PolicyNetworks.Value(Value, settings);
        foreach (var weights in (Weights[])[Model, Actor, Value]) weights.Allocate(device, Precision.Float32, trained: false);
    }

    /// <summary>Of an agent that plans.</summary>
    public PolicyBuffer(WorldModelSettings settings, AgentSpaces spaces, Device device)
    {
        _ = new WorldModel(Model, settings, spaces, ModelUse.Dreaming);
        Model.Allocate(device, Precision.Float32, trained: false);
    }

    public Weights Model { get; } = new();

    public Weights Actor { get; } = new();

    public Weights Value { get; } = new();

    public void Dispose()
    {
        Model.Dispose();
        Actor.Dispose();
        Value.Dispose();
    }
}
