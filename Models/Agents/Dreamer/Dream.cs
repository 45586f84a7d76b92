using AkkaDreamer.Models.Distributions;
using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Dreamer;

/// <summary>An imagined trajectory, time first: H + 1 states and the H actions between them.</summary>
internal sealed class Dream
{
    private readonly Tensor[] actions, noises;
    private readonly Tensor graph;

    public Dream(Tensor features, Tensor[] actions, Tensor[] noises, bool throughDynamics)
    {
        (this.actions, this.noises, graph) = (actions, noises, features);
        using var off = no_grad();
        Actions = stack(actions);
        Features = throughDynamics ? features.detach().requires_grad_() : features;
    }

    /// <summary>[H+1,N,F]. When gradients go through the dynamics, a leaf: what they are is asked of it, then carried back to the actions.</summary>
    public Tensor Features { get; }

    /// <summary>[H,N,A].</summary>
    public Tensor Actions { get; }

    /// <summary>
    /// The actor's objective by backpropagation through the dynamics. First the gradient of <paramref name="loss"/> on every action, with the policy's weights left out;
    /// then a product with the same actions as functions of the weights, whose gradient is the one wanted: one pass over all steps instead of one per step.
    /// </summary>
    public Tensor ActionGain(IActionDistribution distribution, Tensor loss)
    {
        var states = autograd.grad([loss], [Features], retain_graph: true)[0];
        var gradients = stack(autograd.grad([graph], actions, [states]));                                           // [H,N,A]
        return (distribution.Differentiable(Actions, stack(noises)) * gradients).sum();
    }
}
