using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AkkaDreamer.Environments.Bsuite;
using AkkaDreamer.Environments.Distractors;
using AkkaDreamer.Environments.Dmc;
using AkkaDreamer.Environments.MinAtar;

namespace AkkaDreamer.Environments;

/// <summary>Options of a task, <c>dreamer.task</c> in configuration. Zero means: what the task's own rules say.</summary>
public sealed record TaskOptions
{
    /// <summary>Vector, image or both. Not every task has all three.</summary>
    [Description("What is observed: vector, image or both; native = what a foreign environment itself shows.")]
    public ObservationKind Observation { get; init; } = ObservationKind.Vector;

    /// <summary>Simulator steps per decision; their rewards are summed.</summary>
    [Description("Action repeat: simulator steps per decision, rewards summed; 0 = the task's usual value.")]
    [Range(0, 100)]
    public int Repeat { get; init; }

    /// <summary>Longest episode in simulator steps.</summary>
    [Description("Longest episode in simulator steps; 0 = the task's own limit.")]
    [Range(0, 1_000_000)]
    public int TimeLimit { get; init; }

    /// <summary>Standard deviation of the noise added to every observation.</summary>
    [Description("Gaussian observation noise: sigma in grey levels for images (added and clipped), in grey levels / 255 for vectors.")]
    [Range(0.0, 255.0)]
    public double Noise { get; init; }

    /// <summary>Videos behind the task.</summary>
    public BackgroundOptions Background { get; init; } = new();

    /// <summary>Images in grey levels.</summary>
    [Description("Images in grey levels, one channel, instead of colours.")]
    public bool Grey { get; init; }

    /// <summary>How many of the newest observations are shown at once.</summary>
    [Description("How many of the newest observations are shown at once, oldest first: images side by side in channels.")]
    [Range(1, 64)]
    public int FrameStack { get; init; } = 1;

    /// <summary>Whether a lost life ends the return in what is learned from.</summary>
    [Description("In games with lives: a lost life ends the return in what is learned from, while the game, its score and evaluations go on.")]
    public bool LifeEnds { get; init; }

    /// <summary>Options of the tasks <c>dmc:...</c>.</summary>
    public DmcOptions Dmc { get; init; } = new();

    /// <summary>Options of the MinAtar games.</summary>
    public MinAtarOptions Minatar { get; init; } = new();

    /// <summary>Options of bsuite:deep-sea.</summary>
    public DeepSeaOptions DeepSea { get; init; } = new();

    /// <summary>Options of bsuite:memory-chain.</summary>
    public MemoryChainOptions MemoryChain { get; init; } = new();

    /// <summary><c>dreamer.task.gym</c>.</summary>
    public GymOptions Gym { get; init; } = new();

    /// <summary><c>dreamer.task.atari</c>.</summary>
    public AtariOptions Atari { get; init; } = new();

    /// <summary>What a process of the environment's own may take; no option, but set by whoever opens it.</summary>
    internal ProcessLimits Limits { get; init; } = ProcessLimits.Default;
}
