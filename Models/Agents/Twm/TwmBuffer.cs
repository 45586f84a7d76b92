using AkkaDreamer.Models.Networks;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>What the world-model half lends to the behaviour half: replayed sequences as the dynamics see them, batch first, from whose steps dreams begin; the weights to dream with and to act with.</summary>
internal sealed class TwmBuffer : IDisposable
{
    private readonly List<Tensor> kept = [];

    public TwmBuffer(TwmSettings settings, AgentSpaces spaces, Device device)
    {
        _ = new ObservationModel(Observation, settings.Observation, spaces, decodes: false);
        Model = new DynamicsModel(Dynamics, settings, spaces);
        Observation.Allocate(device, Precision.Float32, trained: false);
        Dynamics.Allocate(device, settings.Precision, trained: false);
    }

    public Weights Observation { get; } = new();

    public Weights Dynamics { get; } = new();

    public DynamicsModel Model { get; }

    /// <summary>[B,T,SC].</summary>
    public Tensor Z { get; private set; } = null!;

    /// <summary>[B,T-1,A]: what was decided at a step.</summary>
    public Tensor Actions { get; private set; } = null!;

    /// <summary>[B,T]: what came with a step's observation.</summary>
    public Tensor Rewards { get; private set; } = null!;

    /// <summary>[B,T]: the number of the episode in its row.</summary>
    public Tensor Episodes { get; private set; } = null!;

    /// <summary>[B,T]: 1 where nothing follows.</summary>
    public Tensor Terminal { get; private set; } = null!;

    /// <summary>Takes new contents; what was there before is disposed.</summary>
    public void Fill(TwmSequence sequence, Tensor z)
    {
        Clear();
        Z = Keep(z.detach());
        Actions = Keep(sequence.Actions);
        Rewards = Keep(sequence.Rewards);
        Episodes = Keep(sequence.Episodes);
        Terminal = Keep(sequence.Terminal);
    }

    public void Dispose()
    {
        Clear();
        Observation.Dispose();
        Dynamics.Dispose();
    }

    private Tensor Keep(Tensor tensor)
    {
        var alias = tensor.alias().DetachFromDisposeScope();
        kept.Add(alias);
        return alias;
    }

    private void Clear()
    {
        foreach (var tensor in kept) tensor.Dispose();
        kept.Clear();
    }
}
