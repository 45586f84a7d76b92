using System.Collections.Immutable;

namespace AkkaDreamer.Actors.Protocol;

/// <summary>
/// N consecutive steps of one stream, from step <paramref name="FirstIndex"/> of the stream on, row-major. The reward and flags of a step came with its observation; its action was decided on seeing it.
/// Arrays are never written to once sent.
/// </summary>
/// <param name="Environment">Which environment, for per-environment statistics.</param>
/// <param name="Count">N.</param>
/// <param name="FirstIndex">Number of the first step within the stream.</param>
/// <param name="Observations">One array per observation space: <c>byte[]</c> or <c>float[]</c> [N, ...].</param>
/// <param name="Actions">[N,A]. The action of a step with IsLast is never carried out and is zero.</param>
/// <param name="Rewards">[N].</param>
/// <param name="IsFirst">[N], 1 where an episode begins.</param>
/// <param name="IsLast">[N], 1 where it ends.</param>
/// <param name="IsTerminal">[N], 1 where the return ends.</param>
/// <param name="Latents">The compact latent of each step, n = N, or null when the agent keeps none.</param>
/// <param name="PolicyVersion">The oldest policy version that decided a step of this chunk; -1 for random actions.</param>
public sealed record Chunk(
    int Environment,
    int Count,
    long FirstIndex,
    ImmutableArray<Array> Observations,
    float[] Actions,
    float[] Rewards,
    byte[] IsFirst,
    byte[] IsLast,
    byte[] IsTerminal,
    Models.LatentBatch? Latents,
    long PolicyVersion);
