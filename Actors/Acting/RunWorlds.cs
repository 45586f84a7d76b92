using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Acting;

/// <summary>Opens the worlds of a run where its configuration wants them: in this process, or each in a child process with a deadline and a memory limit.</summary>
public static class RunWorlds
{
    private static readonly TimeSpan ToSayWhy = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The world of a run's task under its own options, or under <paramref name="task"/>. <paramref name="givenUp"/>: cancelled when nobody waits for it any more; a child in the middle of a step is killed then.
    /// Throws <see cref="ArgumentException"/> when the task cannot be had under these options, <see cref="EnvironmentFaultException"/> when its simulator breaks at once.
    /// </summary>
    public static IEnvironment Open(RunConfiguration configuration, CancellationToken givenUp = default, TaskOptions? task = null)
    {
        var (name, options, limits) = (configuration.Run.Task, task ?? configuration.Task, configuration.Environment.LimitsFor(givenUp));
        var isolates = configuration.Environment.Isolate == Isolation.Process;
        if ((!isolates && limits.Memory is null) || TaskCatalog.Find(name).IsApart(options)) return TaskCatalog.Open(name, options, limits);
        return isolates
            ? IsolatedEnvironment.Open(name, options, limits)
            : throw new ArgumentException($"dreamer.environment.memory-limit holds for processes of environments alone, and '{name}' lives in this one; set dreamer.environment.isolate = process, or no limit.");
    }

    /// <summary>How long whoever steps a world of the run waits for it. One in a process of its own is killed at its deadline, and is waited for a little longer, for what is said of it then.</summary>
    public static TimeSpan Deadline(RunConfiguration configuration) => configuration.Environment.StepDeadline + (IsApart(configuration) ? ToSayWhy : TimeSpan.Zero);

    /// <summary>How long the first call of a new world of the run may take: where it starts a process, the time to load what it needs and to make the environment is added. Null: no longer than any.</summary>
    public static TimeSpan? FirstDeadline(RunConfiguration configuration) => IsApart(configuration) ? Deadline(configuration) + (2 * ProcessLimits.Default.Start) : null;

    /// <summary>A place for one such world that an actor can give up. <paramref name="name"/>: how its thread is called.</summary>
    public static IEnvironmentHost Host(RunConfiguration configuration, string name) => new ThreadedEnvironmentHost(name, givenUp => Open(configuration, givenUp));

    private static bool IsApart(RunConfiguration configuration) => configuration.Environment.Isolate == Isolation.Process || TaskCatalog.Find(configuration.Run.Task).IsApart(configuration.Task);
}
