using Akka.Actor;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Replay;

/// <summary>Everything that replay is told, checked: it is made before anything starts.</summary>
public sealed record ReplaySettings
{
    /// <summary>Settings for a run; <paramref name="visitors"/>: environments on other machines, at most. Throws <see cref="ArgumentException"/>, with the arithmetic, when they contradict each other or cannot hold what training needs.</summary>
    public ReplaySettings(ReplayOptions options, Schedule schedule, int environments, long budget, ulong seed, AgentSpaces spaces, LatentSpec? latent, int visitors = 0)
    {
        Options = options;
        Seed = seed;
        Layout = new StepLayout(spaces, latent);
        Gate = new GateSettings
        {
            Schedule = schedule,
            Environments = environments,
            Visitors = visitors,
            CreditSteps = options.Chunk,
            BatchSteps = (long)options.Batch * options.Length,
            TrainRatio = options.TrainRatio,
            Prefill = options.Prefill,
            Pretrain = options.Pretrain,
            Budget = budget,
            Tolerance = options.Tolerance,
            Lag = options.Lag,
            BatchesAhead = options.BatchesAhead,
        };
        Gate.Check();
        Bounds = StoreBounds.Of(Layout, options.Capacity, options.Bytes, environments + visitors, options.Batch, options.Length, options.Chunk, options.Sampling == SequenceSampling.Balanced ? BalancedSampler.BytesPerStep : 0);
        if (Bounds.Steps < options.Prefill)
            throw new ArgumentException($"Replay is to begin with {options.Prefill} random steps but can hold only {Bounds.Steps}: {Bounds.Arithmetic}. Raise dreamer.replay.capacity or dreamer.replay.bytes, or lower dreamer.replay.prefill.");
        if (schedule == Schedule.Lockstep && latent is not null && Bounds.Steps * Math.Max(2L * latent.Deterministic, latent.Stochastic) > int.MaxValue)
            throw new ArgumentException($"In lockstep every latent goes into a checkpoint, and {Bounds.Steps} of {latent.Bytes} B are too many. Lower dreamer.replay.capacity.");
    }

    /// <summary>As configured.</summary>
    public ReplayOptions Options { get; }

    /// <summary>The run's seed; replay derives its own.</summary>
    public ulong Seed { get; }

    /// <summary>How a step lies in memory and on disk.</summary>
    public StepLayout Layout { get; }

    /// <summary>What the gate keeps to.</summary>
    public GateSettings Gate { get; }

    /// <summary>What the store may hold.</summary>
    public StoreBounds Bounds { get; }

    /// <summary>Overlapped or lockstep.</summary>
    public Schedule Schedule => Gate.Schedule;

    /// <summary>The folder of the segments.</summary>
    public required string Segments { get; init; }

    /// <summary>The run, for a new one; an old one knows its own.</summary>
    public required Guid NewRun { get; init; }

    /// <summary>The name in the journal: unlike that of any other run in the same database.</summary>
    public required string PersistenceId { get; init; }

    /// <summary>Whether this process may write now; one that has no lease to hold always may.</summary>
    public Func<ActorSystem, bool> MayWrite { get; init; } = _ => true;

    /// <summary>Simulator steps per decision, for <c>frames</c>.</summary>
    public int ActionRepeat { get; init; } = 1;

    /// <summary>Checkpoints kept; segments that they need stay (lockstep).</summary>
    public int KeepCheckpoints { get; init; } = 3;

    /// <summary>Facts between two snapshots of the log in the journal.</summary>
    public int SnapshotEvery { get; init; } = 2_000;

    /// <summary>How often replay looks around: repeats, reports progress, retries a failed write.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A disk or journal that has not answered for this long is reported.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>With durability <c>machine</c>: chunks that arrive within this time are synced together.</summary>
    public TimeSpan GroupSync { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>A sampler as configured.</summary>
    public ISequenceSampler CreateSampler() => Options.Sampling switch
    {
        SequenceSampling.Uniform => new UniformSampler(Options.Length),
        SequenceSampling.NewestFirst => new OnlineQueueSampler(Options.Length, new UniformSampler(Options.Length)),
        SequenceSampling.Clipped => new ClippedSampler(Options.Length),
        SequenceSampling.Balanced => new BalancedSampler(Options.Length, Options.Temperature),
        _ => throw new InvalidOperationException($"Nothing draws {Options.Sampling}."),
    };

    /// <summary>The generator that draws sequences, at the beginning of the run.</summary>
    public RandomState CreateRandom() => new(RandomState.Derive(Seed, "replay"));
}
