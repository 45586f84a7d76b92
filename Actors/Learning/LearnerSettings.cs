using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Learning;

/// <summary>What learner and imagination are told at birth.</summary>
public sealed record LearnerSettings
{
    /// <summary>The agent whose halves are trained.</summary>
    public required IAgent Agent { get; init; }

    /// <summary>The run's seed; each half derives its own.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The last update that counts: training goes on with the next.</summary>
    public long Update { get; init; }

    /// <summary>Both halves of the checkpoint to begin from; null to begin fresh.</summary>
    public CheckpointHalves? From { get; init; }

    /// <summary>One order, bit-equal results.</summary>
    public bool Lockstep { get; init; }

    /// <summary>Overlapped: how many updates imagination may be behind before the learner waits for it.</summary>
    public int MostBehind { get; init; } = 1;

    /// <summary>Sets the calling thread's share of the cores; called once on the actor's own thread, before it computes.</summary>
    public Action TakeComputeShare { get; init; } = () => { };

    /// <summary>Writes a batch whose loss was not finite to the run folder, and says where; null when it could not.</summary>
    public Func<long, SequenceBatch, string?> DumpBatch { get; init; } = (_, _) => null;

    /// <summary>The same of what dreams began from whose loss was not finite.</summary>
    public Func<long, StartStates, string?> DumpStart { get; init; } = (_, _) => null;

    /// <summary>An open-loop prediction is drawn every so many updates, for agents with image input; 0 is never.</summary>
    public int PictureEvery { get; init; }

    /// <summary>Steps of context that such a prediction sees.</summary>
    public int PictureContext { get; init; } = 5;

    /// <summary>So many updates that are not finite in a row end in a rollback to the last checkpoint.</summary>
    public int MostSkippedInRow { get; init; } = 3;

    /// <summary>How often an unanswered request is repeated.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Takes a trainer whose actor ended. It is disposed once nobody can hold a lease of it any more, which its own actor cannot know.</summary>
    public Action<IDisposable> Retire { get; init; } = trainer => trainer.Dispose();

    /// <summary>True when an update is one backward pass over both halves, which lockstep waits for.</summary>
    public bool JointExact => Lockstep && Agent.Update == UpdateKind.Joint;
}
