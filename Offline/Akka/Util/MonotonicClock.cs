using System.Diagnostics;

namespace Akka.Util;

/// <summary>Time since this process began to ask for it; never runs backwards.</summary>
internal static class MonotonicClock
{
    private static readonly long Start = Stopwatch.GetTimestamp();

    public static TimeSpan Elapsed => Stopwatch.GetElapsedTime(Start);
}
