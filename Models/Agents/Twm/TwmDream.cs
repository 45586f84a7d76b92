using static TorchSharp.torch;

namespace AkkaDreamer.Models.Agents.Twm;

/// <summary>
/// Imagined trajectories, time first: what the policy sees of H + 1 states [H+1,N,F], the H actions between them [H,N,A], the rewards that followed and the discounts after them (0 where a trajectory
/// began anew) [H,N], and the weight of each step: the product of the discounts before it [H,N].
/// </summary>
internal sealed record TwmDream(Tensor Features, Tensor Actions, Tensor Rewards, Tensor Discounts, Tensor Weights);
