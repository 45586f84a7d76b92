using static TorchSharp.torch;

namespace AkkaDreamer.Models.Rssm;

/// <summary>What the posterior made of a batch of sequences, time first: h [T,B,D], z [T,B,SC] with gradients, parameters of the posterior [T,B,k,m].</summary>
public sealed record ObservedSequence(Tensor H, Tensor Z, Tensor Posterior);
