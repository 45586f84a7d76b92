using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>type = Dispatcher, TaskDispatcher or ForkJoinDispatcher: one dispatcher for all its actors.</summary>
public sealed class DispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly MessageDispatcher _instance;

    public DispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<DispatcherConfigurator>();
        var deadline = config.GetTimeSpan("throughput-deadline-time", null);
        _instance = new Dispatcher(
            this,
            config.GetString("id"),
            config.GetInt("throughput"),
            deadline > TimeSpan.Zero ? deadline.Ticks : null,
            ConfigureExecutor(),
            config.GetTimeSpan("shutdown-timeout"));
    }

    public override MessageDispatcher Dispatcher() => _instance;
}

/// <summary>type = PinnedDispatcher: a dispatcher and a thread for each actor.</summary>
internal sealed class PinnedDispatcherConfigurator : MessageDispatcherConfigurator
{
    public PinnedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<PinnedDispatcherConfigurator>();
    }

    public override MessageDispatcher Dispatcher() => new PinnedDispatcher(
        this,
        Config.GetString("id", null),
        Config.GetInt("throughput", 0),
        Config.GetTimeSpan("throughput-deadline-time", null).Ticks,
        new ForkJoinExecutorServiceFactory(1, Config, Prerequisites),
        Config.GetTimeSpan("shutdown-timeout", null));
}
