using Akka.Actor;

namespace AkkaDreamer.Actors;

/// <summary>
/// The time by which parts measure how long something takes. It goes on evenly from the moment the process began, whatever is done to the machine's clock meanwhile: set by hand, corrected, a leap second. Never to be shown or stored.
/// </summary>
internal static class SteadyTime
{
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    /// <summary>Now; under a scheduler with a time of its own (a test's), by that.</summary>
    public static DateTimeOffset SteadyNow(this ActorSystem system) => system.Scheduler is IDateTimeOffsetNowTimeProvider ? Epoch + system.Scheduler.MonotonicClock : system.Scheduler.Now;
}
