using static TorchSharp.torch;

namespace AkkaDreamer.Models.Distributions;

/// <summary>A policy's distribution over actions [...,A].</summary>
public interface IActionDistribution
{
    /// <summary>The numbers that one draw needs, from a generator: standard normal [...,A] or uniform [...,1].</summary>
    Tensor Noise(Generator generator);

    /// <summary>The same numbers from the generator of an actor.</summary>
    Tensor Noise(RandomState random);

    /// <summary>The action that some noise gives, without gradients.</summary>
    Tensor Draw(Tensor noise);

    /// <summary>That action with the gradient of the distribution's parameters: reparameterised, or straight-through.</summary>
    Tensor Differentiable(Tensor action, Tensor noise);

    /// <summary>The most probable action.</summary>
    Tensor Mode();

    /// <summary>ln p(action) [...].</summary>
    Tensor LogProbability(Tensor action);

    /// <summary>Entropy [...] in nats.</summary>
    Tensor Entropy();
}
