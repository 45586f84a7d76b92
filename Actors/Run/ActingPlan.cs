using AkkaDreamer.Actors.Acting;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Evaluating;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;
using AkkaDreamer.Models.Native;

namespace AkkaDreamer.Actors.Run;

/// <summary>What a run's configuration means for whoever acts, in the learner's process and on other machines: the task's spaces, the agent for them, and the settings of environments and evaluator.</summary>
public sealed class ActingPlan
{
    private readonly RunConfiguration configuration;
    private readonly Action takeShare;

    /// <summary>
    /// Opens the task once. <paramref name="agent"/>: makes the agent for what it sees and does; null for the one that the configuration names.
    /// Throws <see cref="ConfigurationException"/>, <see cref="ArgumentException"/> or <see cref="EnvironmentFaultException"/> with one line when this machine cannot do it.
    /// </summary>
    public ActingPlan(RunConfiguration configuration, Func<AgentSpaces, IAgent>? agent = null)
    {
        this.configuration = configuration;
        Spaces = SpacesOf(configuration);
        Agent = (agent ?? (seen => AgentCatalog.Create(configuration, seen)))(AgentSpacesOf.Environment(Spaces));
        Shares = ComputeShares.Of(configuration.Threads, Lockstep, System.Environment.ProcessorCount);
        takeShare = () => ComputeThreads.Use(Shares.Acting);
    }

    /// <summary>What every step looks like.</summary>
    public EnvironmentSpaces Spaces { get; }

    /// <summary>The agent.</summary>
    public IAgent Agent { get; }

    /// <summary>How many threads each part computes with on this machine.</summary>
    public ComputeShares Shares { get; }

    /// <summary>Sets the calling thread's share of the cores, for acting.</summary>
    public Action TakeShare => takeShare;

    /// <summary>One order, bit-equal results.</summary>
    public bool Lockstep => configuration.Run.Schedule == Schedule.Lockstep;

    /// <summary>What environment i is told.</summary>
    public EnvironmentSettings Environment(int i) => new()
    {
        Index = i,
        Spaces = Spaces,
        Latent = Agent.Latent,
        CreateHost = () => RunWorlds.Host(configuration, $"environment {i}"),
        CreatePolicy = Agent.CreatePolicy,
        TakeComputeShare = takeShare,
        Seed = RandomState.Derive((ulong)configuration.Run.Seed, CheckpointParts.Environment(i)),
        Lockstep = Lockstep,
        StepDeadline = RunWorlds.Deadline(configuration),
        FirstDeadline = RunWorlds.FirstDeadline(configuration),
        QuarantineAfter = configuration.Environment.QuarantineAfter,
    };

    /// <summary>What the evaluator is told.</summary>
    public EvaluatorSettings Evaluator => new()
    {
        Spaces = Spaces,
        CreateHost = () => RunWorlds.Host(configuration, "evaluation"),
        CreatePolicy = Agent.CreatePolicy,
        Seed = (ulong)configuration.Run.Seed,
        TakeComputeShare = takeShare,
        StepDeadline = RunWorlds.Deadline(configuration),
        FirstDeadline = RunWorlds.FirstDeadline(configuration),
        PictureFrames = configuration.Metrics.PicturesEvery > 0 ? 16 : 0,
    };

    /// <summary>What the task shows and takes. On a thread of its own, which a world that hangs keeps.</summary>
    private static EnvironmentSpaces SpacesOf(RunConfiguration configuration)
    {
        var deadline = RunWorlds.FirstDeadline(configuration) ?? RunWorlds.Deadline(configuration);
        var looking = Task.Factory.StartNew(
            () =>
            {
                using var world = RunWorlds.Open(configuration);
                return world.Spaces;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        return Task.WaitAny([looking], deadline) == 0
            ? looking.GetAwaiter().GetResult()
            : throw new EnvironmentFaultException($"task '{configuration.Run.Task}' was not made within {deadline.TotalSeconds:0.##} s; it hangs, or needs more time (dreamer.environment.step-deadline)");
    }
}
