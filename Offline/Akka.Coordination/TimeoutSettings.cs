using Akka.Configuration;

namespace Akka.Coordination;

/// <summary>The times of a lease.</summary>
public sealed class TimeoutSettings
{
    private static readonly TimeSpan LeastDerivedInterval = TimeSpan.FromSeconds(5);

    public TimeoutSettings(TimeSpan heartbeatInterval, TimeSpan heartbeatTimeout, TimeSpan operationTimeout)
    {
        HeartbeatInterval = heartbeatInterval;
        HeartbeatTimeout = heartbeatTimeout;
        OperationTimeout = operationTimeout;
    }

    public TimeSpan HeartbeatInterval { get; }

    public TimeSpan HeartbeatTimeout { get; }

    public TimeSpan OperationTimeout { get; }

    /// <exception cref="ConfigurationException">The section is missing or empty.</exception>
    /// <exception cref="ArgumentException">The interval is not below half of the timeout.</exception>
    public static TimeoutSettings Create(Config config)
    {
        if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<TimeoutSettings>();
        var timeout = config.GetTimeSpan("heartbeat-timeout");
        var given = config.GetValue("heartbeat-interval");
        var interval = given.IsString() && given.GetString() is null or ""
            ? TimeSpan.FromTicks(Math.Max(timeout.Ticks / 10, LeastDerivedInterval.Ticks))
            : given.GetTimeSpan();
        if (interval >= timeout / 2) throw new ArgumentException("heartbeat-interval must be less than half heartbeat-timeout");
        return new TimeoutSettings(interval, timeout, config.GetTimeSpan("lease-operation-timeout"));
    }

    public TimeoutSettings WithHeartbeatInterval(TimeSpan heartbeatInterval) => new(heartbeatInterval, HeartbeatTimeout, OperationTimeout);

    public TimeoutSettings WithHeartbeatTimeout(TimeSpan heartbeatTimeout) => new(HeartbeatInterval, heartbeatTimeout, OperationTimeout);

    /// <remarks>Upstream's spelling.</remarks>
    public TimeoutSettings withOperationTimeout(TimeSpan operationTimeout) => new(HeartbeatInterval, HeartbeatTimeout, operationTimeout);

    public override string ToString() => $"TimeoutSettings({HeartbeatInterval}, {HeartbeatTimeout}, {OperationTimeout})";
}
