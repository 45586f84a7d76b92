using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Reads the executor of a dispatcher from its configuration.</summary>
public abstract class ExecutorServiceConfigurator(Config config, IDispatcherPrerequisites prerequisites) : ExecutorServiceFactory
{
    public Config Config { get; } = config;

    public IDispatcherPrerequisites Prerequisites { get; } = prerequisites;
}
