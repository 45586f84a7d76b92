using System.Diagnostics;

namespace Akka.Cluster;

/// <summary>A point in time that comes, by a clock that nobody sets.</summary>
internal readonly record struct Expiry(long Timestamp)
{
    public bool IsPast => Stopwatch.GetTimestamp() > Timestamp;

    public static Expiry In(TimeSpan time) => new(Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));
}
