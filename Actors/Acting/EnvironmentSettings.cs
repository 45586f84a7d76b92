using AkkaDreamer.Environments;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Acting;

/// <summary>What an environment actor is told at birth; the same for all of a run but for <see cref="Index"/>.</summary>
public sealed record EnvironmentSettings
{
    /// <summary>Which environment, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>What every step must look like.</summary>
    public required EnvironmentSpaces Spaces { get; init; }

    /// <summary>What replay keeps beside each step; null when nothing.</summary>
    public LatentSpec? Latent { get; init; }

    /// <summary>A fresh environment, in a place of its own.</summary>
    public required Func<IEnvironmentHost> CreateHost { get; init; }

    /// <summary>Something that acts, without weights yet.</summary>
    public required Func<IPolicy> CreatePolicy { get; init; }

    /// <summary>Sets the calling thread's share of the cores; called before computing.</summary>
    public Action TakeComputeShare { get; init; } = () => { };

    /// <summary>The run's seed; every stream derives its own generator.</summary>
    public required ulong Seed { get; init; }

    /// <summary>One order: keeps what it takes to rebuild an open episode, and acts with exactly the granted policy.</summary>
    public bool Lockstep { get; init; }

    /// <summary>A step or reset that takes longer is a hang.</summary>
    public TimeSpan StepDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The same for the first call of a new environment, in which it is made; null: no longer.</summary>
    public TimeSpan? FirstDeadline { get; init; }

    /// <summary>How often an unanswered request is repeated and a deadline looked at.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The wait before the first new environment after a fault; doubles with every fault in a row.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest such wait.</summary>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Faults in a row after which no new environment is made; 0: one always is. An episode or <see cref="ForgivenAfter"/> steps between two faults begin a new row.</summary>
    public int QuarantineAfter { get; init; }

    /// <summary>Steps after which earlier faults count no more.</summary>
    public int ForgivenAfter { get; init; } = 1_000;

    /// <summary>Chunks that may be on their way to replay before no further credit is asked for.</summary>
    public int MostUnacknowledgedChunks { get; init; } = 4;
}
