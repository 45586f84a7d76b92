using System.Collections.Immutable;
using AkkaDreamer.Environments.Bsuite;
using AkkaDreamer.Environments.Distractors;
using AkkaDreamer.Environments.Dmc;
using AkkaDreamer.Environments.MinAtar;

namespace AkkaDreamer.Environments;

/// <summary>Every task by name, and how a task with its options becomes an environment that can be trusted.</summary>
public static class TaskCatalog
{
    private static readonly ImmutableArray<ObservationKind> Any = [ObservationKind.Vector, ObservationKind.Image, ObservationKind.Both];

    private static readonly ImmutableArray<TaskDescription> Embedded =
    [
        new("catch", "Catch a falling ball with a paddle (bsuite's 10 x 5 board): 9 decisions, +1 or -1 at the end; 3 discrete actions.",
            Any, 1, 0, -0.6, 1, options => new Catch(options.Observation)),
        new("cartpole-swingup", "Swing a pole up with a cart and hold it (DeepMind Control Suite): reward 0 to 1 a step, 1000 steps; 1 continuous action.",
            Any, 2, 1000, 50, 860, options => new Cartpole(swingUp: true, sparse: false, options.Observation)),
        new("cartpole-balance", "Keep a pole upright on a cart (DeepMind Control Suite); reward 0 to 1 a step, 1000 steps; 1 continuous action.",
            Any, 2, 1000, 320, 990, options => new Cartpole(swingUp: false, sparse: false, options.Observation)),
        new("cartpole-swingup-sparse", "As cartpole-swingup, with reward 1 only while the pole is upright and the cart in the middle.",
            Any, 2, 1000, 0, 760, options => new Cartpole(swingUp: true, sparse: true, options.Observation)),
        new("cartpole-balance-sparse", "As cartpole-balance, with reward 1 only while the pole is upright and the cart in the middle.",
            Any, 2, 1000, 42, 970, options => new Cartpole(swingUp: false, sparse: true, options.Observation)),
        new("counter", "Not to be won: observations prove that replay never splices, drops or repeats a step; 3 discrete actions.",
            [ObservationKind.Vector], 1, 0, 91.3, 91.3, _ => new Counter()),
    ];

    private static ImmutableArray<TaskDescription> registered = [];

    /// <summary>Simulators that bring tasks of their own, in the order in which they are listed.</summary>
    public static ImmutableArray<TaskFamily> Families { get; } = [DmcFamily.Family, MinAtarFamily.Family, BsuiteFamily.Family, AtariFamily.Long, AtariFamily.Short, GymFamily.Family];

    /// <summary>All tasks that can be listed: the embedded ones, the families', then those that were registered. A family may know more by name than it lists.</summary>
    public static ImmutableArray<TaskDescription> All => [.. Embedded, .. Families.SelectMany(family => family.Tasks), .. registered];

    /// <summary>
    /// Makes a task known under its name to everything in this process, as if it were embedded: it trains, resumes and is evaluated by name. A process that resumes or evaluates such a run registers it
    /// again. The same name may be registered again (a notebook runs its cells more than once), and the last one counts; the name of an embedded task, or of a family's, throws <see cref="ArgumentException"/>. Safe from any thread.
    /// </summary>
    public static void Register(TaskDescription task)
    {
        if (Embedded.Any(known => known.Name == task.Name)) throw new ArgumentException($"There is an embedded task '{task.Name}'; give yours another name.", nameof(task));
        if (Families.Any(family => family.Name == task.Family)) throw new ArgumentException($"'{task.Name}' would be a task of the family '{task.Family}'; give yours another name.", nameof(task));
        ImmutableInterlocked.Update(ref registered, tasks => [.. tasks.Where(known => known.Name != task.Name), task]);
    }

    /// <summary>The task of a name. Throws <see cref="ArgumentException"/> with the nearest known name otherwise.</summary>
    public static TaskDescription Find(string name)
    {
        if (All.FirstOrDefault(task => task.Name == name) is { } found) return found;
        if (Families.FirstOrDefault(family => name.StartsWith(family.Name + ":", StringComparison.Ordinal))?.Find(name) is { } known) return known;
        var nearest = NearestName.Of(name, All.Select(task => task.Name));
        throw new ArgumentException(
            $"There is no task '{name}'{(nearest is null ? "." : $"; did you mean '{nearest}'?")} Known are: {string.Join(", ", All.Select(task => task.Name))}.");
    }

    /// <summary>
    /// The environment of a task under options: checked at every step, continuous actions clipped to [-1, 1], time limit counted in simulator steps, action repeat, lost lives, background, grey levels, noise, frame stack.
    /// Throws <see cref="ArgumentException"/> for an unknown task or an observation that it does not have.
    /// </summary>
    public static IEnvironment Open(string name, TaskOptions options) => Open(Find(name), options);

    /// <summary>The same, with limits for those that live in a process of their own anyway.</summary>
    public static IEnvironment Open(string name, TaskOptions options, ProcessLimits limits) => Open(Find(name), options with { Limits = limits });

    /// <summary>The same for a task that need not be in the catalog.</summary>
    public static IEnvironment Open(TaskDescription task, TaskOptions options)
    {
        if (!task.Observed.Contains(options.Observation))
            throw new ArgumentException($"The task '{task.Name}' has no observation '{options.Observation.ToString().ToLowerInvariant()}'; it has: {string.Join(", ", task.Observed).ToLowerInvariant()}. Set dreamer.task.observation.");
        var environment = task.Create(options);
        var limit = options.TimeLimit > 0 ? options.TimeLimit : task.TimeLimit;
        if (limit > 0) environment = new TimeLimit(environment, limit);
        environment = new NormalisedActions(new CheckedEnvironment(environment, task.Name));
        if (task.RepeatUnder(options) is > 1 and var repeat) environment = new ActionRepeat(environment, repeat);
        if (options.LifeEnds) environment = new LifeEnds(environment);
        if (options.Background.Source != BackgroundSource.None) environment = Distracted(environment, options.Background, task.RepeatUnder(options));
        if (options.Grey) environment = new GreyImages(environment);
        if (options.Noise > 0) environment = new ObservationNoise(environment, options.Noise);
        if (options.FrameStack > 1) environment = new FrameStack(environment, options.FrameStack);
        return environment;
    }

    private static DistractingBackground Distracted(IEnvironment environment, BackgroundOptions background, int simulatorSteps)
    {
        try
        {
            return new DistractingBackground(environment, background, simulatorSteps);
        }
        catch (ArgumentException)
        {
            environment.Dispose();
            throw;
        }
    }
}
