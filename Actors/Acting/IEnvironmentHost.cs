using Akka.Event;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Acting;

/// <summary>
/// Where one environment lives, apart from the actor that steps it, so that a step that never returns does not take the actor with it. One call at a time. What the environment throws,
/// its construction included, faults the task.
/// </summary>
public interface IEnvironmentHost
{
    /// <summary>Starts an episode.</summary>
    Task<EnvironmentStep> Reset(ulong seed);

    /// <summary>Acts once.</summary>
    Task<EnvironmentStep> Step(float[] action);

    /// <summary>
    /// No further call will come; frees the environment as soon as it returns from the one it is in. An environment in this process that hangs cannot be killed: its thread stays until it
    /// returns or the process ends. One in a child process is killed. May be called again. The task ends when the environment is freed, never where it never returns, and has what the environment threw when it was freed.
    /// </summary>
    Task Abandon();

    /// <summary>The same; what the environment throws when it is freed is said in the log, for it concerns nobody else any more. <paramref name="name"/>: whose it was.</summary>
    void Abandon(ILoggingAdapter log, string name) => Abandon().ContinueWith(
        freed => log.Warning("{0}: its environment could not be closed: {1}", name, freed.Exception!.InnerException!.Message),
        CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
