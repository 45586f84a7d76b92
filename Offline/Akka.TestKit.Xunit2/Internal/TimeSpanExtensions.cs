namespace Akka.TestKit.Internal;

/// <summary>Durations that may be missing or infinite.</summary>
internal static class TimeSpanExtensions
{
    public static void EnsureIsPositiveFinite(this TimeSpan timeSpan, string parameterName)
    {
        if (timeSpan < TimeSpan.Zero)
            throw new ArgumentException($"The timespan must be greater than zero. Actual value: {timeSpan}", parameterName);
    }

    /// <summary>The shorter; negative and missing ones are for ever.</summary>
    public static TimeSpan Min(this TimeSpan a, TimeSpan? b)
    {
        if (b is not { } other || other < TimeSpan.Zero) return a;
        return a < TimeSpan.Zero || other < a ? other : a;
    }
}
