using Akka.Util;

namespace Akka.Remote;

/// <summary>A clock in milliseconds that never runs backwards.</summary>
public delegate long Clock();

/// <summary>Judges from the heartbeats of one resource whether it is still there.</summary>
public abstract class FailureDetector
{
    public static readonly Clock DefaultClock = static () => (long)MonotonicClock.Elapsed.TotalMilliseconds;

    /// <summary>True as long as the resource is thought to be up; true before the first heartbeat too.</summary>
    public abstract bool IsAvailable { get; }

    /// <summary>Whether there has been a heartbeat.</summary>
    public abstract bool IsMonitoring { get; }

    public abstract void HeartBeat();
}
