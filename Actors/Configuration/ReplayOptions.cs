using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>The memory of what was lived through and the gate between acting and learning: <c>dreamer.replay</c>. Steps are decisions of the agent.</summary>
public sealed record ReplayOptions
{
    /// <summary>B.</summary>
    [Description("B: sequences in a batch.")]
    [Range(1, 4096)]
    public int Batch { get; init; } = 16;

    /// <summary>T.</summary>
    [Description("T: steps in a sequence.")]
    [Range(2, 4096)]
    public int Length { get; init; } = 64;

    /// <summary>Replayed steps per decision.</summary>
    [Description("Train ratio: replayed steps per decision of the agent; an update replays batch x length. 0 never learns.")]
    [Range(0.0, 1e6)]
    public double TrainRatio { get; init; } = 256;

    /// <summary>Random decisions before learning begins.</summary>
    [Description("Random decisions before learning begins.")]
    [Range(0L, long.MaxValue)]
    public long Prefill { get; init; } = 1_000;

    /// <summary>Updates after prefill, before acting goes on.</summary>
    [Description("Updates made after prefill, before acting goes on; they are not counted against the train ratio.")]
    [Range(0L, 1_000_000_000L)]
    public long Pretrain { get; init; }

    /// <summary>Most steps held.</summary>
    [Description("Most steps held; the oldest go first.")]
    [Range(1_000L, long.MaxValue)]
    public long Capacity { get; init; } = 5_000_000;

    /// <summary>Most bytes held, latents and batches in flight included.</summary>
    [Description("Most memory held, with everything counted (2 GiB, 512 MiB).")]
    [Range(1_000_000L, long.MaxValue)]
    public long Bytes { get; init; } = 2L << 30;

    /// <summary>Steps that an environment hands in at once; an episode's end hands in what there is.</summary>
    [Description("Chunk: steps that an environment hands in at once.")]
    [Range(1, StepLayout.LongestChunk)]
    public int Chunk { get; init; } = 16;

    /// <summary>Overlapped: by how many decisions acting and learning may be apart from the train ratio; none: the least that works.</summary>
    [Description("Overlapped: by how many decisions acting and learning may be apart from the train ratio; none = the least that works.")]
    [Range(0.0, 1e12)]
    public double? Tolerance { get; init; }

    /// <summary>Overlapped: how many updates old weights and start states may be.</summary>
    [Description("Overlapped: how many updates old the weights of acting and the start states of dreaming may be.")]
    [Range(1, 1000)]
    public int Lag { get; init; } = 4;

    /// <summary>Overlapped: batches granted before the one in hand is reported.</summary>
    [Description("Overlapped: batches granted ahead of their report.")]
    [Range(1, 16)]
    public int BatchesAhead { get; init; } = 2;

    /// <summary>What an acknowledged chunk survives.</summary>
    [Description("What an acknowledged step survives: process (kill -9) or machine (loss of power).")]
    public Durability Durability { get; init; } = Durability.Process;

    /// <summary>Which sequences a batch is made of.</summary>
    [Description("Which sequences: uniform; newest-first (new stretches once, then uniform: DreamerV3 of 2024); clipped (DreamerV2); balanced by visits (TWM).")]
    public SequenceSampling Sampling { get; init; } = SequenceSampling.Uniform;

    /// <summary>Balanced sampling: a start is drawn with probability softmax(-visits / temperature).</summary>
    [Description("Balanced sampling: a sequence begins at a step with probability softmax(-visits / temperature).")]
    [Range(1e-3, 1e9)]
    public double Temperature { get; init; } = 20;

    /// <summary>Bytes of one segment file.</summary>
    [Description("Bytes of one segment file.")]
    [Range(4_096L, 1L << 40)]
    public long SegmentBytes { get; init; } = 64L << 20;

    /// <summary>How long a disk that refuses to write is tried again before the run stops; 0 stops at once, <see cref="TimeSpan.MaxValue"/> never.</summary>
    [Description("How long a disk that refuses to write (full, read-only) is tried again before the run stops; 0 = stop at once, infinite = wait for as long as it takes.")]
    [Range(typeof(TimeSpan), "00:00:00", "10675199.02:48:05.4775807")]
    public TimeSpan RetryStorageFor { get; init; } = TimeSpan.FromSeconds(30);
}
