using Akka.Event;

namespace Akka.Dispatch;

/// <summary>The ordinary dispatcher: its actors share one executor.</summary>
public class Dispatcher : MessageDispatcher
{
    private readonly ExecutorServiceFactory _factory;
    private Lazy<ExecutorService> _executor;

    public Dispatcher(
        MessageDispatcherConfigurator configurator,
        string id,
        int throughput,
        long? throughputDeadlineTime,
        ExecutorServiceFactory executorServiceFactory,
        TimeSpan shutdownTimeout)
        : base(configurator)
    {
        _factory = executorServiceFactory;
        Id = id;
        Throughput = throughput;
        ThroughputDeadlineTime = throughputDeadlineTime;
        ShutdownTimeout = shutdownTimeout;
        _executor = NewExecutor();
    }

    protected override void ExecuteTask(IRunnable run)
    {
        try
        {
            _executor.Value.Execute(run);
        }
        catch (RejectedExecutionException) // shut down between the look and the call: the second look finds the new one
        {
            try
            {
                _executor.Value.Execute(run);
            }
            catch (RejectedExecutionException e)
            {
                EventStream.Publish(new Error(e, GetType().FullName, GetType(), "Schedule(IRunnable) was rejected twice!"));
                throw;
            }
        }
    }

    protected override void Shutdown()
    {
        var old = Interlocked.Exchange(ref _executor, NewExecutor());
        if (old.IsValueCreated) old.Value.Shutdown();
    }

    private Lazy<ExecutorService> NewExecutor() => new(() => _factory.Produce(Id));
}
