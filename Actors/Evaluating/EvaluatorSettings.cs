using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Evaluating;

/// <summary>What the evaluator is told at birth.</summary>
public sealed record EvaluatorSettings
{
    /// <summary>What every step must look like.</summary>
    public required EnvironmentSpaces Spaces { get; init; }

    /// <summary>A fresh environment, in a place of its own.</summary>
    public required Func<IEnvironmentHost> CreateHost { get; init; }

    /// <summary>Something that acts, without weights yet.</summary>
    public required Func<IPolicy> CreatePolicy { get; init; }

    /// <summary>The run's seed; the episodes of an evaluation at step n are the same whenever it is made.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Sets the calling thread's share of the cores; called before computing.</summary>
    public Action TakeComputeShare { get; init; } = () => { };

    /// <summary>A step or reset that takes longer is a hang.</summary>
    public TimeSpan StepDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The same for the first call of a new environment, in which it is made; null: no longer.</summary>
    public TimeSpan? FirstDeadline { get; init; }

    /// <summary>How often an unanswered request is repeated and a deadline looked at.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After so many faults an evaluation ends with the episodes it has.</summary>
    public int MostFaults { get; init; } = 3;

    /// <summary>Frames of the first episode that go into the picture of an image task, evenly spaced; 0 is no picture.</summary>
    public int PictureFrames { get; init; } = 16;
}
