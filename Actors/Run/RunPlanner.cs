using System.Collections.Immutable;
using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Checkpointing;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Evaluating;
using AkkaDreamer.Actors.Learning;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;
using AkkaDreamer.Models.Native;

namespace AkkaDreamer.Actors.Run;

/// <summary>Turns a configuration into a plan. Whatever contradicts itself or cannot fit is refused here, before anything starts.</summary>
public static class RunPlanner
{
    /// <summary>
    /// The plan of a run. <paramref name="agent"/>: makes the agent for what it sees and does; null for the one that the configuration names. <paramref name="tensorBoard"/>: makes TensorBoard's writer.
    /// Throws <see cref="ConfigurationException"/> or <see cref="ArgumentException"/> with one line that says what to change.
    /// </summary>
    public static RunPlan Plan(RunSetup setup, RunBoard board, Func<AgentSpaces, IAgent>? agent = null, Func<IScalarSink>? tensorBoard = null)
    {
        var (folder, configuration) = (setup.Folder, setup.Configuration);
        var (run, environment) = (configuration.Run, configuration.Environment);
        var spaces = Spaces(configuration);
        var learned = (agent ?? (seen => AgentCatalog.Create(configuration, seen)))(AgentSpacesOf.Environment(spaces));
        var seed = (ulong)run.Seed;
        var lockstep = run.Schedule == Schedule.Lockstep;
        var shares = ComputeShares.Of(configuration.Threads, lockstep, Environment.ProcessorCount);
        var replay = new ReplaySettings(configuration.Replay, run.Schedule, environment.Count, run.Steps, seed, learned.Spaces, learned.Latent)
        {
            Segments = folder.Segments,
            NewRun = Guid.NewGuid(),
            PersistenceId = JournalName.Of(folder, configuration.Journal),
            ActionRepeat = TaskCatalog.Find(run.Task).RepeatUnder(configuration.Task),
            KeepCheckpoints = configuration.Checkpoint.Keep,
        };

        return new RunPlan
        {
            Lockstep = lockstep,
            Replay = supervisor => ReplayActor.Props(replay, supervisor, supervisor),
            Environments = environment.Count,
            Environment = i => new EnvironmentSettings
            {
                Index = i,
                Spaces = spaces,
                Latent = learned.Latent,
                CreateHost = () => RunWorlds.Host(configuration, $"environment {i}"),
                CreatePolicy = learned.CreatePolicy,
                TakeComputeShare = () => ComputeThreads.Use(shares.Acting),
                Seed = RandomState.Derive(seed, CheckpointParts.Environment(i)),
                Lockstep = lockstep,
                StepDeadline = environment.StepDeadline,
                FirstDeadline = RunWorlds.FirstDeadline(configuration),
            },
            Learner = new LearnerSettings
            {
                Agent = learned,
                Seed = seed,
                Lockstep = lockstep,
                TakeComputeShare = () => ComputeThreads.Use(shares.Learner),
                DumpBatch = new BatchDump(folder.Path).Write,
                PictureEvery = (int)Math.Min(int.MaxValue, configuration.Metrics.PicturesEvery),
            },
            TakeImaginationShare = () => ComputeThreads.Use(shares.Imagination),
            Evaluator = new EvaluatorSettings
            {
                Spaces = spaces,
                CreateHost = () => RunWorlds.Host(configuration, "evaluation"),
                CreatePolicy = learned.CreatePolicy,
                Seed = seed,
                TakeComputeShare = () => ComputeThreads.Use(shares.Acting),
                StepDeadline = environment.StepDeadline,
                FirstDeadline = RunWorlds.FirstDeadline(configuration),
                PictureFrames = configuration.Metrics.PicturesEvery > 0 ? 16 : 0,
            },
            Checkpoints = new CheckpointSettings
            {
                RunFolder = folder.Path,
                Parts = Parts(lockstep ? environment.Count : 0),
                Keep = configuration.Checkpoint.Keep,
            },
            Metrics = new MetricsSettings
            {
                File = folder.Metrics,
                Media = folder.Media,
                Board = board,
                TensorBoard = configuration.Metrics.TensorBoard ? tensorBoard : null,
                Every = configuration.Metrics.Every,
            },
            CheckpointWhen = configuration.Checkpoint,
            EvaluateWhen = configuration.Evaluation,
            TargetReturn = run.TargetReturn,
            StallAfter = run.StallAfter,
        };
    }

    /// <summary>The parts of a checkpoint: environments belong to it in lockstep only.</summary>
    private static ImmutableSortedSet<string> Parts(int environments) =>
        [CheckpointParts.WorldModel, CheckpointParts.Imagination, CheckpointParts.Replay, .. Enumerable.Range(0, environments).Select(CheckpointParts.Environment)];

    private static EnvironmentSpaces Spaces(RunConfiguration configuration)
    {
        using var environment = RunWorlds.Open(configuration);
        return environment.Spaces;
    }
}
