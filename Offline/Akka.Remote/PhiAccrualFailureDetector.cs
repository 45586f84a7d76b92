using Akka.Configuration;
using Akka.Event;

namespace Akka.Remote;

/// <summary>
/// Gives up when the silence has become too improbable: phi = -log10 of the probability that a heartbeat comes later than now, under a normal distribution fitted to
/// the intervals seen (Hayashibara, Defago, Yared and Katayama, The phi accrual failure detector, 2004).
/// </summary>
public class PhiAccrualFailureDetector : FailureDetector
{
    private readonly double _threshold;
    private readonly int _maxSampleSize;
    private readonly double _minStdDeviation; // milliseconds, as all below
    private readonly double _acceptablePause;
    private readonly long _firstEstimate;
    private readonly Clock _clock;
    private readonly EventStream _eventStream;
    private State _state;

    /// <param name="threshold">The phi at which the resource is given up.</param>
    /// <param name="maxSampleSize">How many intervals are remembered.</param>
    /// <param name="minStdDeviation">A floor for the deviation of the intervals.</param>
    /// <param name="acceptableHeartbeatPause">Added to the mean: silence that is no reason for suspicion.</param>
    /// <param name="firstHeartbeatEstimate">The interval to assume at first, with a deviation of a quarter.</param>
    /// <param name="clock">Milliseconds; null for the process's own.</param>
    public PhiAccrualFailureDetector(
        double threshold,
        int maxSampleSize,
        TimeSpan minStdDeviation,
        TimeSpan acceptableHeartbeatPause,
        TimeSpan firstHeartbeatEstimate,
        Clock clock = null)
        : this(clock)
    {
        _threshold = threshold;
        _maxSampleSize = maxSampleSize;
        _minStdDeviation = minStdDeviation.TotalMilliseconds;
        _acceptablePause = acceptableHeartbeatPause.TotalMilliseconds;
        _firstEstimate = (long)firstHeartbeatEstimate.TotalMilliseconds;
        _state = new State(FirstIntervals(), null);
    }

    /// <exception cref="ConfigurationException">The section is empty.</exception>
    public PhiAccrualFailureDetector(Config config, EventStream ev)
        : this(DefaultClock)
    {
        if (config.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<PhiAccrualFailureDetector>();
        _threshold = config.GetDouble("threshold", 0);
        _maxSampleSize = config.GetInt("max-sample-size", 0);
        _minStdDeviation = config.GetTimeSpan("min-std-deviation", null).TotalMilliseconds;
        _acceptablePause = config.GetTimeSpan("acceptable-heartbeat-pause", null).TotalMilliseconds;
        _firstEstimate = (long)config.GetTimeSpan("heartbeat-interval", null).TotalMilliseconds;
        _eventStream = ev;
        _state = new State(FirstIntervals(), null);
    }

    protected PhiAccrualFailureDetector(Clock clock) => _clock = clock ?? DefaultClock;

    /// <summary>Who is monitored, for warnings.</summary>
    public string Address { get; set; } = "N/A";

    public override bool IsAvailable => Phi(_clock()) < _threshold;

    public override bool IsMonitoring => Volatile.Read(ref _state).LastHeartbeat.HasValue;

    internal double CurrentPhi => Phi(_clock());

    public override void HeartBeat()
    {
        var now = _clock();
        while (true)
        {
            var old = Volatile.Read(ref _state);
            var intervals = old.Intervals;
            if (old.LastHeartbeat is not { } last)
            {
                intervals = FirstIntervals();
            }
            else if (Phi(now) < _threshold)
            {
                // Not the interval that ended an outage: it would make the detector blind for the next one.
                var interval = now - last;
                if (_eventStream is not null && interval >= (long)(_acceptablePause / 3 * 2))
                    _eventStream.Publish(new Warning(ToString(), GetType(), $"heartbeat interval is growing too large for address {Address}: {interval} millis"));
                intervals += interval;
            }

            if (ReferenceEquals(Interlocked.CompareExchange(ref _state, new State(intervals, now), old), old)) return;
        }
    }

    /// <summary>The suspicion at a time of the clock; 0 before the first heartbeat.</summary>
    internal double Phi(long timestamp)
    {
        var state = Volatile.Read(ref _state);
        return state.LastHeartbeat is not { } last
            ? 0
            : Phi(timestamp - last, state.Intervals.Mean + _acceptablePause, Math.Max(state.Intervals.StdDeviation, _minStdDeviation));
    }

    /// <summary>The tail of the normal distribution by a logistic approximation, whose error is below 0.00014.</summary>
    internal static double Phi(long silence, double mean, double stdDeviation)
    {
        var y = (silence - mean) / stdDeviation;
        var e = Math.Exp(-y * (1.5976 + 0.070566 * y * y));
        return silence > mean ? -Math.Log10(e / (1 + e)) : -Math.Log10(1 - 1 / (1 + e));
    }

    private HeartbeatHistory FirstIntervals() => HeartbeatHistory.Empty(_maxSampleSize) + (_firstEstimate - _firstEstimate / 4) + (_firstEstimate + _firstEstimate / 4);

    private sealed record State(HeartbeatHistory Intervals, long? LastHeartbeat);
}
