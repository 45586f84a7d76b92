using static TorchSharp.torch;

namespace AkkaDreamer.Models.Rssm;

/// <summary>A model state: h [N,D] and z [N,SC] (one-hot per latent, or S numbers). What heads read of it: <see cref="RecurrentModel.Feature"/>.</summary>
public readonly record struct LatentState(Tensor H, Tensor Z);
