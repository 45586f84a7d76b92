using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>What the world-model half lends to the behaviour half: start states, time first and flattened [N = T*B,...], the weights to dream with, and for joint updates the replayed rewards and flags.</summary>
internal sealed class DreamBuffer : IDisposable
{
    private readonly List<Tensor> kept = [];

    public DreamBuffer(WorldModelSettings settings, AgentSpaces spaces, Device device)
    {
        Weights = new Weights();
        Model = new WorldModel(Weights, settings, spaces, ModelUse.Dreaming);
        Weights.Allocate(device, settings.Precision, trained: false);
    }

    public Weights Weights { get; }

    public WorldModel Model { get; }

    /// <summary>[N,D].</summary>
    public Tensor H { get; private set; } = null!;

    /// <summary>[N,SC].</summary>
    public Tensor Z { get; private set; } = null!;

    /// <summary>[T,B].</summary>
    public Tensor Rewards { get; private set; } = null!;

    /// <summary>[T,B].</summary>
    public Tensor Last { get; private set; } = null!;

    /// <summary>[T,B].</summary>
    public Tensor Terminal { get; private set; } = null!;

    /// <summary>Joint and exact: the world model's loss, not yet differentiated.</summary>
    public Tensor? Loss { get; private set; }

    /// <summary>Joint and exact: replayed model states [T,B,F], still part of the graph of <see cref="Loss"/>.</summary>
    public Tensor? Feature { get; private set; }

    /// <summary>Takes new contents; what was there before is disposed. Gradients of h and z are cut.</summary>
    public void Fill(Tensor h, Tensor z, BatchTensors batch, Tensor? loss, Tensor? feature)
    {
        Clear();
        H = Keep(h.detach().view(-1, h.shape[^1]));
        Z = Keep(z.detach().view(-1, z.shape[^1]));
        Rewards = Keep(batch.Rewards.alias());
        Last = Keep(batch.Last.alias());
        Terminal = Keep(batch.Terminal.alias());
        Loss = loss is null ? null : Keep(loss.alias());
        Feature = feature is null ? null : Keep(feature.alias());
    }

    /// <summary>Lets go of the pending graph, once it was differentiated or given up.</summary>
    public void DropGraph()
    {
        Loss?.Dispose();
        Feature?.Dispose();
        Loss = Feature = null;
    }

    public void Dispose()
    {
        Clear();
        Weights.Dispose();
    }

    private Tensor Keep(Tensor tensor)
    {
        tensor.DetachFromDisposeScope();
        kept.Add(tensor);
        return tensor;
    }

    private void Clear()
    {
        foreach (var tensor in kept) tensor.Dispose();
        kept.Clear();
        Loss = Feature = null;
    }
}
