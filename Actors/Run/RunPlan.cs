using Akka.Actor;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Checkpointing;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Evaluating;
using AkkaDreamer.Actors.Learning;
using AkkaDreamer.Actors.Reporting;

namespace AkkaDreamer.Actors.Run;

/// <summary>Everything that the run supervisor needs to make its children, and the rules it keeps. Made from a configuration by <see cref="RunPlanner"/>, or from fakes by a test.</summary>
public sealed record RunPlan
{
    /// <summary>One order, bit-equal results.</summary>
    public required bool Lockstep { get; init; }

    /// <summary>Replay, for the supervisor, which routes its part of every cut and its reports.</summary>
    public required Func<IActorRef, Props> Replay { get; init; }

    /// <summary>Settings of environment i.</summary>
    public required Func<int, EnvironmentSettings> Environment { get; init; }

    /// <summary>How many environments act.</summary>
    public required int Environments { get; init; }

    /// <summary>Settings of learner and imagination but for where they begin; their shares of the cores differ.</summary>
    public required LearnerSettings Learner { get; init; }

    /// <summary>Sets imagination's share of the cores.</summary>
    public Action TakeImaginationShare { get; init; } = () => { };

    /// <summary>Settings of the evaluator.</summary>
    public required EvaluatorSettings Evaluator { get; init; }

    /// <summary>The desk at which other machines join, of a run and its epoch, with replay; null without a cluster.</summary>
    public Func<Guid, long, IActorRef, Props>? Nodes { get; init; }

    /// <summary>Another process may take the run over while this one lives: being fenced out is no failure then.</summary>
    public bool MayBeTakenOver { get; init; }

    /// <summary>Called when the supervisor begins.</summary>
    public Action Begun { get; init; } = () => { };

    /// <summary>Settings of checkpoints.</summary>
    public required CheckpointSettings Checkpoints { get; init; }

    /// <summary>Settings of metrics.</summary>
    public required MetricsSettings Metrics { get; init; }

    /// <summary>When a checkpoint is due.</summary>
    public CheckpointOptions CheckpointWhen { get; init; } = new();

    /// <summary>When an evaluation is due.</summary>
    public EvaluationOptions EvaluateWhen { get; init; } = new();

    /// <summary>The run ends when the mean return of an evaluation reaches this; null: only the budget ends it.</summary>
    public double? TargetReturn { get; init; }

    /// <summary>When nobody progresses for this long, the log says who waits for whom.</summary>
    public TimeSpan StallAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Restarts without a new checkpoint between them, after which the run fails.</summary>
    public int MostRestarts { get; init; } = 5;

    /// <summary>How often, without a new checkpoint between, learning goes back because updates were not finite; the next time the run fails.</summary>
    public int MostRollbacks { get; init; } = 3;

    /// <summary>How long a stop may take: most of it is for its checkpoint, the rest for the parts to end their work.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the supervisor looks around.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Which dispatcher each part sits on.</summary>
    public Dispatchers Dispatchers { get; init; } = new();
}
