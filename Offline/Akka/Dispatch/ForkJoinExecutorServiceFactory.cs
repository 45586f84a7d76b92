using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>executor = fork-join-executor: threads of the dispatcher's own.</summary>
internal sealed class ForkJoinExecutorServiceFactory : ExecutorServiceConfigurator
{
    private readonly int _threads;
    private readonly bool _background = true;

    public ForkJoinExecutorServiceFactory(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        var dedicated = config.GetConfig("dedicated-thread-pool");
        var shared = config.GetConfig("fork-join-executor");
        if (!dedicated.IsNullOrEmpty())
        {
            _threads = dedicated.GetInt("thread-count");
            _background = dedicated.GetString("threadtype", "background").ToLowerInvariant() switch
            {
                "background" => true,
                "foreground" => false,
                var other => throw new ConfigurationException($"threadtype [{other}] of a dedicated-thread-pool: background or foreground"),
            };
        }
        else if (!shared.IsNullOrEmpty())
        {
            _threads = Math.Clamp(Environment.ProcessorCount, shared.GetInt("parallelism-min"), shared.GetInt("parallelism-max"));
        }
        else
        {
            throw new ConfigurationException(
                $"must define section 'dedicated-thread-pool' OR 'fork-join-executor' for fork-join-executor {config.GetString("id", "unknown")}");
        }

        if (_threads <= 0) throw new ArgumentOutOfRangeException(nameof(config), _threads, "thread-count of a dedicated-thread-pool must be at least 1");
    }

    public ForkJoinExecutorServiceFactory(int threads, Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _threads = threads;

    public override ExecutorService Produce(string id) => new DedicatedThreadPool(id, _threads, _background);
}
