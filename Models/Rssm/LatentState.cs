using static TorchSharp.torch;

namespace AkkaDreamer.Models.Rssm;

/// <summary>A model state: h [N,D] and z [N,SC], one-hot per latent.</summary>
public readonly record struct LatentState(Tensor H, Tensor Z)
{
    /// <summary>(z, h) joined [N,F], in the order in which every head reads it.</summary>
    public Tensor Feature => cat([Z, H], -1);
}
