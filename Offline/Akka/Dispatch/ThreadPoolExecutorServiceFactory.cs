using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>executor = default-executor or thread-pool-executor: .NET's own thread pool.</summary>
internal sealed class ThreadPoolExecutorServiceFactory(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new ThreadPoolExecutor(id);

    private sealed class ThreadPoolExecutor(string id) : ExecutorService(id)
    {
        // The local queue of the sending worker: the receiver often runs right after, while its message is still in the cache.
        public override void Execute(IRunnable run) => ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: true);

        public override void Shutdown()
        {
        }
    }
}

/// <summary>executor = task-executor: .NET's default task scheduler.</summary>
internal sealed class TaskSchedulerExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new TaskExecutor(id);

    private sealed class TaskExecutor(string id) : ExecutorService(id)
    {
        public override void Execute(IRunnable run) =>
            Task.Factory.StartNew(static work => ((IRunnable)work).Run(), run, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default);

        public override void Shutdown()
        {
        }
    }
}
