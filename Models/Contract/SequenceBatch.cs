using System.Collections.Immutable;

namespace AkkaDreamer.Models;

/// <summary>
/// B sequences of T consecutive steps of one stream each, as plain arrays, row-major with batch first.
/// A step is the observation o_t with the reward and flags that came with it, and the action a_t decided on seeing it.
/// </summary>
public sealed record SequenceBatch
{
    /// <summary>B.</summary>
    public required int Batch { get; init; }

    /// <summary>T.</summary>
    public required int Length { get; init; }

    /// <summary>One array per <see cref="AgentSpaces.Inputs"/>, in that order: <c>byte[]</c> [B,T,H,W,C] or <c>float[]</c> [B,T,N].</summary>
    public required ImmutableArray<Array> Observations { get; init; }

    /// <summary>[B,T+1,A]: entry t is the action decided at step t - 1, so entries 0..T-1 are the previous actions and 1..T the steps' own. Entry 0 is zero where the stream begins.</summary>
    public required float[] Actions { get; init; }

    /// <summary>[B,T].</summary>
    public required float[] Rewards { get; init; }

    /// <summary>[B,T], 1 where an episode begins.</summary>
    public required byte[] IsFirst { get; init; }

    /// <summary>[B,T], 1 where an episode ends, for whatever reason, a crash included.</summary>
    public required byte[] IsLast { get; init; }

    /// <summary>[B,T], 1 where the return ends: no bootstrap. Where a lost life ends it, the episode goes on: IsLast is 0.</summary>
    public required byte[] IsTerminal { get; init; }

    /// <summary>[B,T]: which stored step this is; latents are written back under it.</summary>
    public required StepKey[] Keys { get; init; }

    /// <summary>The latent state of the step before the first of each row, where replay still has it; null when no row has one.</summary>
    public LatentBatch? Context { get; init; }
}

/// <summary>A stored step: the stream (one environment's life) and the number of the step in it, from 0.</summary>
public readonly record struct StepKey(long Stream, long Index);

/// <summary>
/// Latent states in the compact form in which replay stores them, n of them: h in bfloat16 bits [n,D], z as class indices [n,S] (agents with categorical latents), and which rows are valid.
/// A row that is not valid starts from zero.
/// </summary>
public sealed record LatentBatch(int Count, ushort[] Deterministic, byte[] Stochastic, bool[] Valid);
