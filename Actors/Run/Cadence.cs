using System.Collections.Immutable;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Run;

/// <summary>When checkpoints and evaluations are due, and when nothing has moved for too long: a pure function of progress and time.</summary>
public sealed record Cadence
{
    /// <summary>When a checkpoint is due.</summary>
    public required CheckpointOptions Checkpoint { get; init; }

    /// <summary>When an evaluation is due.</summary>
    public required EvaluationOptions Evaluation { get; init; }

    /// <summary>Without progress for this long, something is wrong.</summary>
    public required TimeSpan StallAfter { get; init; }

    /// <summary>Whether checkpoints go by updates alone where they can, so that two runs cut at the same places.</summary>
    public bool Lockstep { get; init; }

    /// <summary>Steps so far.</summary>
    public long Steps { get; init; }

    /// <summary>Updates so far.</summary>
    public long Updates { get; init; }

    /// <summary>The update of the last checkpoint.</summary>
    public long CheckpointUpdate { get; init; }

    /// <summary>A checkpoint was asked for and is not there yet.</summary>
    public bool CheckpointUnderWay { get; init; }

    /// <summary>An evaluation goes on.</summary>
    public bool EvaluationUnderWay { get; init; }

    private DateTimeOffset CheckpointAt { get; init; }

    private DateTimeOffset ProgressAt { get; init; }

    private long NextEvaluation { get; init; }

    /// <summary>Learning begins or goes on from here, now.</summary>
    public Cadence Begin(long steps, long updates, DateTimeOffset now) => this with
    {
        Steps = steps,
        Updates = updates,
        CheckpointUpdate = updates,
        CheckpointUnderWay = false,
        CheckpointAt = now,
        ProgressAt = now,
        NextEvaluation = Evaluation.Every == 0 ? long.MaxValue : ((steps / Evaluation.Every) + 1) * Evaluation.Every,
    };

    /// <summary>Replay reports.</summary>
    public Cadence At(Progress progress, DateTimeOffset now) => this with
    {
        Steps = progress.Steps,
        Updates = Math.Max(Updates, progress.Updates),
        ProgressAt = progress.Steps != Steps || progress.Updates > Updates ? now : ProgressAt,
    };

    /// <summary>The learner reports an update, before replay counts it.</summary>
    public Cadence At(long update, DateTimeOffset now) => update > Updates ? this with { Updates = update, ProgressAt = now } : this;

    /// <summary>A checkpoint was recorded.</summary>
    public Cadence Checkpointed(CutMark cut, DateTimeOffset now) => this with { CheckpointUpdate = cut.Update, CheckpointUnderWay = false, CheckpointAt = now };

    /// <summary>A checkpoint could not be written: the next is tried when one is due again.</summary>
    public Cadence NotCheckpointed(DateTimeOffset now) => this with { CheckpointUnderWay = false, CheckpointAt = now };

    /// <summary>What is due now; each is said once.</summary>
    public (Cadence Next, ImmutableArray<Due> Due) Look(DateTimeOffset now)
    {
        var (next, due) = (this, ImmutableArray.CreateBuilder<Due>());
        if (!CheckpointUnderWay && Updates > CheckpointUpdate && CheckpointIsDue(now))
        {
            due.Add(Run.Due.Checkpoint);
            next = next with { CheckpointUnderWay = true };
        }

        if (!EvaluationUnderWay && Updates > 0 && Steps >= NextEvaluation)
        {
            due.Add(Run.Due.Evaluation);
            next = next with { EvaluationUnderWay = true, NextEvaluation = ((Steps / Evaluation.Every) + 1) * Evaluation.Every };
        }

        if (now - ProgressAt >= StallAfter)
        {
            due.Add(Run.Due.Stall);
            next = next with { ProgressAt = now };
        }

        return (next, due.ToImmutable());
    }

    private bool CheckpointIsDue(DateTimeOffset now)
    {
        var byUpdates = Checkpoint.EveryUpdates > 0 && Updates - CheckpointUpdate >= Checkpoint.EveryUpdates;
        return byUpdates || (!(Lockstep && Checkpoint.EveryUpdates > 0) && now - CheckpointAt >= Checkpoint.Every);
    }
}
