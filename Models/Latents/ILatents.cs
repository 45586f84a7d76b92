using static TorchSharp.torch;

namespace AkkaDreamer.Models.Latents;

/// <summary>The distribution of z: what a network's raw numbers stand for, how z is drawn from it, and how far two of them are apart.</summary>
public interface ILatents
{
    /// <summary>How many raw numbers a prior or posterior gives.</summary>
    int Raw { get; }

    /// <summary>How many numbers z has when heads read it.</summary>
    int Flat { get; }

    /// <summary>How many of them replay would keep per step.</summary>
    int Count { get; }

    /// <summary>Raw numbers [...,Raw] to the distribution's parameters [...,k,m]: class probabilities [...,S,C], or means and deviations [...,2,S].</summary>
    Tensor Parameters(Tensor raw);

    /// <summary>The numbers that one draw needs, for parameters of this shape, from a generator.</summary>
    Tensor Noise(Tensor parameters, Generator generator);

    /// <summary>The same numbers from the generator of an actor.</summary>
    Tensor Noise(Tensor parameters, RandomState random);

    /// <summary>z [...,Flat] that some noise gives, carrying gradients to the parameters: reparameterised, or straight-through.</summary>
    Tensor Draw(Tensor parameters, Tensor noise);

    /// <summary>The most probable z [...,Flat], carrying the same gradients.</summary>
    Tensor Mode(Tensor parameters);

    /// <summary>KL(q || p) [...] in nats, summed over the latents.</summary>
    Tensor Divergence(Tensor q, Tensor p);

    /// <summary>z [1,Flat] as plain numbers, as short as can be: class indices, or z itself.</summary>
    float[] Pack(Tensor z);

    /// <summary>What <see cref="Pack"/> gave, as z [1,Flat].</summary>
    Tensor Unpack(float[] packed, Device device);
}
