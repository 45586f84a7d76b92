using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.DreamerV3;

/// <summary>Weights for acting: encoder and dynamics of the world model, the actor, and for joint agents the value head.</summary>
internal sealed class PolicyBuffer : IDisposable
{
    public PolicyBuffer(DreamerV3Settings settings, AgentSpaces spaces, Device device)
    {
        Model = new Weights();
        _ = new WorldModel(Model, settings, spaces, ModelUse.Acting);
        Actor = new Weights();
        _ = PolicyNetworks.Actor(Actor, settings, spaces);
        Value = new Weights();
        _ = PolicyNetworks.Value(Value, settings);
        foreach (var weights in (Weights[])[Model, Actor, Value]) weights.Allocate(device, Precision.Float32, trained: false);
    }

    public Weights Model { get; }

    public Weights Actor { get; }

    public Weights Value { get; }

    public void Dispose()
    {
        Model.Dispose();
        Actor.Dispose();
        Value.Dispose();
    }
}
