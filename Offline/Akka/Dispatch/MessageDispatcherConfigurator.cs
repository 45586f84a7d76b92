using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Makes the dispatcher that a section of configuration describes.</summary>
public abstract class MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
{
    public Config Config { get; } = config;

    public IDispatcherPrerequisites Prerequisites { get; } = prerequisites;

    /// <summary>The dispatcher for one more actor: always the same one, or one each.</summary>
    public abstract MessageDispatcher Dispatcher();

    protected ExecutorServiceConfigurator ConfigureExecutor()
    {
        var executor = Config.GetString("executor", null);
        switch (executor)
        {
            case null or "" or "default-executor" or "thread-pool-executor":
                return new ThreadPoolExecutorServiceFactory(Config, Prerequisites);
            case "fork-join-executor":
                return new ForkJoinExecutorServiceFactory(Config, Prerequisites);
            case "task-executor":
                return new TaskSchedulerExecutorConfigurator(Config, Prerequisites);
            default:
                var type = Type.GetType(executor) ?? throw new ConfigurationException(
                    $"Could not resolve executor service configurator type {executor} for path {Config.GetString("id", "unknown")}");
                return (ExecutorServiceConfigurator)Activator.CreateInstance(type, Config, Prerequisites);
        }
    }
}
