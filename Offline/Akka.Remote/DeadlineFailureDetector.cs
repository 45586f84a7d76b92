using Akka.Configuration;
using Akka.Event;

namespace Akka.Remote;

/// <summary>Gives up when no heartbeat came for a fixed time.</summary>
public class DeadlineFailureDetector : FailureDetector
{
    private readonly Clock _clock;
    private readonly long _deadlineMillis;
    private long _lastHeartbeat;
    private volatile bool _active;

    /// <param name="acceptableHeartbeatPause">How long a heartbeat may be late, more than 0.</param>
    /// <param name="heartbeatInterval">How often one is expected, more than 0.</param>
    /// <param name="clock">Milliseconds; null for the process's own.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the times is not positive.</exception>
    public DeadlineFailureDetector(TimeSpan acceptableHeartbeatPause, TimeSpan heartbeatInterval, Clock clock = null)
    {
        if (acceptableHeartbeatPause <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(acceptableHeartbeatPause), "failure-detector.acceptable-heartbeat-pause must be > 0s");
        if (heartbeatInterval <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(heartbeatInterval), "failure-detector.heartbeat-interval must be > 0s");
        _clock = clock ?? DefaultClock;
        _deadlineMillis = (long)(acceptableHeartbeatPause + heartbeatInterval).TotalMilliseconds;
    }

    public DeadlineFailureDetector(Config config, EventStream eventStream)
        : this(config.GetTimeSpan("acceptable-heartbeat-pause", null), config.GetTimeSpan("heartbeat-interval", null))
    {
    }

    public override bool IsAvailable => !_active || Interlocked.Read(ref _lastHeartbeat) + _deadlineMillis > _clock();

    public override bool IsMonitoring => _active;

    public override void HeartBeat()
    {
        Interlocked.Exchange(ref _lastHeartbeat, _clock());
        _active = true;
    }
}
