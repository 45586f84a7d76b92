using System.Diagnostics;

namespace Akka.Cluster.SBR;

/// <summary>How long and how often members have come and gone since all was well.</summary>
internal sealed class ReachabilityChanges
{
    private long _count;
    private long _first;
    private long _latest;

    public bool IsEmpty => _count == 0;

    public TimeSpan SinceFirst => Stopwatch.GetElapsedTime(_first);

    public TimeSpan SinceLatest => Stopwatch.GetElapsedTime(_latest);

    public void Note()
    {
        _latest = Stopwatch.GetTimestamp();
        if (_count++ == 0) _first = _latest;
    }

    public void Reset() => _count = 0;

    public override string ToString() => IsEmpty
        ? "reachability has not changed"
        : $"reachability has changed {_count} times in {SinceFirst.TotalMilliseconds:0} ms, the last time {SinceLatest.TotalMilliseconds:0} ms ago";
}
