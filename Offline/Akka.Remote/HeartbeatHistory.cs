using System.Collections.Immutable;

namespace Akka.Remote;

/// <summary>The last so many intervals between heartbeats, milliseconds, with their mean and deviation.</summary>
internal sealed class HeartbeatHistory
{
    private readonly int _maxSampleSize;
    private readonly ImmutableQueue<long> _intervals;
    private readonly int _count;
    private readonly double _sum;
    private readonly double _squares;

    private HeartbeatHistory(int maxSampleSize, ImmutableQueue<long> intervals, int count, double sum, double squares)
    {
        if (maxSampleSize < 1) throw new ArgumentOutOfRangeException(nameof(maxSampleSize), maxSampleSize, "maxSampleSize must be >= 1");
        (_maxSampleSize, _intervals, _count, _sum, _squares) = (maxSampleSize, intervals, count, sum, squares);
    }

    public double Mean => _sum / _count;

    public double StdDeviation => Math.Sqrt(Math.Max(0, _squares / _count - Mean * Mean));

    public static HeartbeatHistory operator +(HeartbeatHistory history, long interval)
    {
        var (intervals, count, sum, squares) = (history._intervals, history._count, history._sum, history._squares);
        while (count >= history._maxSampleSize)
        {
            intervals = intervals.Dequeue(out var oldest);
            (count, sum, squares) = (count - 1, sum - oldest, squares - (double)oldest * oldest);
        }

        return new HeartbeatHistory(history._maxSampleSize, intervals.Enqueue(interval), count + 1, sum + interval, squares + (double)interval * interval);
    }

    public static HeartbeatHistory Empty(int maxSampleSize) => new(maxSampleSize, [], 0, 0, 0);
}
