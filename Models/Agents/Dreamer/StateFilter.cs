using AkkaDreamer.Models.Rssm;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Follows one episode with the posterior while acting. Its recurrent state is plain numbers: h [D], z packed [S], the previous action [A].</summary>
internal sealed class StateFilter(WorldModel model, WorldModelSettings settings, AgentSpaces spaces, Device device)
{
    /// <summary>The model state [1,...] after an observation. <paramref name="state"/>: null at the start of an episode. <paramref name="random"/>: null for the mode of z. Throws <see cref="ArgumentException"/> for a foreign state.</summary>
    public LatentState Observe(IReadOnlyList<Array> observation, PolicyState? state, RandomState? random)
    {
        var embedding = model.Encoder.Forward(BatchTensors.Single(observation, spaces, device));
        var (previous, action) = Previous(state);
        var h = model.Rssm.Deterministic(previous, action);                                                         // [1,D]
        return new LatentState(h, model.Rssm.Draw(model.Rssm.Posterior(h, embedding), random));                     // [1,SC]
    }

    /// <summary>What goes on to the next decision.</summary>
    public PolicyState Pack(LatentState state, float[] action) => new([state.H.to(CPU).data<float>().ToArray(), model.Rssm.Latents.Pack(state.Z), action]);

    private (LatentState State, Tensor Action) Previous(PolicyState? state)
    {
        if (state is null) return (model.Rssm.Initial(device), zeros(1, spaces.ActionSize, device: device));
        var (parts, size) = (state.Parts, settings.Rssm.Deterministic);
        if (parts.Length != 3 || parts[0].Length != size || parts[1].Length != model.Rssm.Latents.Count || parts[2].Length != spaces.ActionSize)
        {
            throw new ArgumentException("The recurrent state is not one of this policy.", nameof(state));
        }

        return (new LatentState(tensor(parts[0], [1, size], device: device), model.Rssm.Latents.Unpack(parts[1], device)), tensor(parts[2], [1, spaces.ActionSize], device: device));
    }
}
