using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>Runs pieces of work on threads of its own or of somebody else.</summary>
public abstract class ExecutorService(string id)
{
    public string Id { get; } = id;

    /// <exception cref="RejectedExecutionException">The executor has been shut down.</exception>
    public abstract void Execute(IRunnable run);

    public abstract void Shutdown();
}

/// <summary>Makes an executor when it is first needed.</summary>
public abstract class ExecutorServiceFactory
{
    public abstract ExecutorService Produce(string id);
}

/// <summary>Work came after the executor was shut down.</summary>
public class RejectedExecutionException(string message = null, Exception inner = null) : AkkaException(message, inner);
