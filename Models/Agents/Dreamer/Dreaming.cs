using AkkaDreamer.Models.Distributions;
using AkkaDreamer.Models.Networks;
using AkkaDreamer.Models.Rssm;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>Rolls the policy out in the prior.</summary>
internal sealed class Dreaming(DreamerSettings settings, AgentSpaces spaces, Mlp actor, Generator generator)
{
    /// <summary>The policy in states [...,F].</summary>
    public IActionDistribution Policy(Tensor feature) => PolicyNetworks.Distribution(actor.Forward(feature), settings.Behaviour, spaces);

    /// <summary>
    /// Dreams H steps from every start state. With <paramref name="throughDynamics"/> the states carry gradients to the actions that led to them; else nothing carries any.
    /// </summary>
    public Dream From(DreamBuffer start, bool throughDynamics)
    {
        using var mode = throughDynamics ? enable_grad() : no_grad();
        var horizon = settings.Behaviour.Horizon;
        var (features, actions, noises) = (new Tensor[horizon + 1], new Tensor[horizon], new Tensor[horizon]);
        var state = new LatentState(start.H, start.Z);
        for (var t = 0; t < horizon; t++)
        {
            // A step's intermediate tensors go before the next step begins, except where the graph of gradients holds them.
            using var step = NewDisposeScope();
            features[t] = start.Model.Rssm.Feature(state.H, state.Z).MoveToOuterDisposeScope();
            using (no_grad())
            {
                var policy = Policy(features[t].detach());
                noises[t] = policy.Noise(generator).MoveToOuterDisposeScope();
                actions[t] = policy.Draw(noises[t]).MoveToOuterDisposeScope();
            }

            if (throughDynamics) actions[t].requires_grad_();
            state = start.Model.Rssm.Imagine(state, actions[t], generator);
            state = new LatentState(state.H.MoveToOuterDisposeScope(), state.Z.MoveToOuterDisposeScope());
        }

        features[horizon] = start.Model.Rssm.Feature(state.H, state.Z);
        return new Dream(stack(features), actions, noises, throughDynamics);
    }
}
