using System.Collections.Immutable;
using System.Text;
using Akka.Actor;
using AkkaDreamer.Actors.Checkpointing;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Cluster.Leasing;
using AkkaDreamer.Actors.Configuration;
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
        var acting = new ActingPlan(configuration, agent);
        var (learned, shares, lockstep, seed) = (acting.Agent, acting.Shares, acting.Lockstep, (ulong)run.Seed);
        var cluster = configuration.Cluster;
        if (cluster.IsOn && lockstep) throw new ConfigurationException("dreamer.cluster.port: lockstep has one order and so one process; other machines join an overlapped run");
        // What a node was told is stored must survive the machine that told it.
        var options = cluster.IsOn ? configuration.Replay with { Durability = Durability.Machine } : configuration.Replay;
        var replay = new ReplaySettings(options, run.Schedule, environment.Count, run.Steps, seed, learned.Spaces, learned.Latent, cluster.IsOn ? cluster.MostEnvironments : 0)
        {
            Segments = folder.Segments,
            NewRun = Guid.NewGuid(),
            PersistenceId = JournalName.Of(folder, configuration.Journal),
            ActionRepeat = TaskCatalog.Find(run.Task).RepeatUnder(configuration.Task),
            KeepCheckpoints = configuration.Checkpoint.Keep,
            MayWrite = LearnerLease.MayWrite,
        };
        MemoryPlan.Check(replay.Bounds, environment.Count + (cluster.IsOn ? cluster.MostEnvironments : 0), run.Steps, Environment.WorkingSet, MemoryPlan.Available);

        return new RunPlan
        {
            Lockstep = lockstep,
            Replay = supervisor => ReplayActor.Props(replay, supervisor, supervisor),
            Environments = environment.Count,
            Environment = acting.Environment,
            Learner = new LearnerSettings
            {
                Agent = learned,
                Seed = seed,
                Lockstep = lockstep,
                TakeComputeShare = () => ComputeThreads.Use(shares.Learner),
                DumpBatch = new BatchDump(folder.Path).Write,
                DumpStart = new BatchDump(folder.Path).Write,
                PictureEvery = (int)Math.Min(int.MaxValue, configuration.Metrics.PicturesEvery),
            },
            TakeImaginationShare = () => ComputeThreads.Use(shares.Imagination),
            Evaluator = acting.Evaluator,
            MayBeTakenOver = RunSystem.LeaseOf(setup) is not null,
            Nodes = cluster.IsOn ? Nodes(configuration, acting, replay.Layout) : null,
            Checkpoints = new CheckpointSettings
            {
                RunFolder = folder.Path,
                Parts = Parts(lockstep ? environment.Count : 0),
                Keep = configuration.Checkpoint.Keep,
            },
            Metrics = new MetricsSettings
            {
                File = folder.Metrics,
                KeepBytes = configuration.Metrics.KeepBytes,
                Media = folder.Media,
                KeepPictures = configuration.Metrics.KeepPictures,
                Board = board,
                TensorBoard = configuration.Metrics.TensorBoard ? tensorBoard : null,
                Every = configuration.Metrics.Every,
                Also = ProcessMemory.Numbers,
            },
            CheckpointWhen = configuration.Checkpoint,
            EvaluateWhen = configuration.Evaluation,
            TargetReturn = run.TargetReturn,
            StallAfter = run.StallAfter,
            StopWithin = run.StopWithin,
        };
    }

    private static Func<Guid, long, IActorRef, Props> Nodes(RunConfiguration configuration, ActingPlan acting, StepLayout layout)
    {
        var told = ConfigurationFile.ForNodes(configuration);
        if (Encoding.UTF8.GetByteCount(told) > Admitted.LongestConfiguration) throw new ConfigurationException($"The configuration takes {told.Length} bytes, and nodes can be told {Admitted.LongestConfiguration}");
        var admissions = -1;
        var desk = new NodeDeskSettings
        {
            NextAdmission = () => Interlocked.Increment(ref admissions),
            Secret = ClusterSecret.Of(configuration.Cluster),
            Run = Guid.Empty,
            Epoch = 0,
            Configuration = told,
            FirstEnvironment = configuration.Environment.Count,
            MostEnvironments = configuration.Cluster.MostEnvironments,
            LargestChunk = ChunkBytes.Largest(layout.StepBytes, layout.LatentBytes, StepLayout.LongestChunk),
            CreatePolicy = acting.Agent.CreatePolicy,
            TakeComputeShare = acting.TakeShare,
            Dispatcher = new Dispatchers().Weights,
            Down = ClusterSystem.Down,
        };
        return (run, epoch, replay) =>
        {
            var mine = desk with { Run = run, Epoch = epoch };
            return Props.Create(() => new NodeDesk(mine, replay));
        };
    }

    /// <summary>The parts of a checkpoint: environments belong to it in lockstep only.</summary>
    private static ImmutableSortedSet<string> Parts(int environments) =>
        [CheckpointParts.WorldModel, CheckpointParts.Imagination, CheckpointParts.Replay, .. Enumerable.Range(0, environments).Select(CheckpointParts.Environment)];
}
