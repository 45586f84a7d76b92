using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>
/// A scheduler whose clock stands still until the test moves it. What repeats falls due once in each advance, however far the advance goes.
/// </summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly ConcurrentDictionary<long, ConcurrentQueue<Item>> _work = new();
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
    {
    }

    public DateTimeOffset Now => _now;

    public TimeSpan MonotonicClock => Util.MonotonicClock.Elapsed;

    public TimeSpan HighResMonotonicClock => Util.MonotonicClock.Elapsed;

    public IAdvancedScheduler Advanced => this;

    protected DateTimeOffset TimeNow => _now;

    public void Advance(TimeSpan offset)
    {
        _now = _now.Add(offset);
        foreach (var time in _work.Keys.Where(time => time <= _now.UtcTicks).Order().ToList())
        {
            if (!_work.TryGetValue(time, out var items)) continue;
            foreach (var item in items)
                if (!item.Cancelled) item.Run();
            _work.TryRemove(time, out items);
            foreach (var item in items)
                if (item.Repeats && !item.Cancelled) Add(item.Interval, item);
        }
    }

    /// <exception cref="InvalidOperationException">That time has passed.</exception>
    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < _now) throw new InvalidOperationException("You can't reverse time...");
        Advance(when.Subtract(_now));
    }

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, new Item(() => receiver.Tell(message, sender), false, delay, cancelable));

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, new Item(() => receiver.Tell(message, sender), true, interval, cancelable));

    /// <summary>As upstream, an action that is scheduled once cannot be called off here.</summary>
    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => ScheduleOnce(delay, action);

    public void ScheduleOnce(TimeSpan delay, Action action) => Add(delay, new Item(action, false, delay, null));

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, new Item(action, true, interval, cancelable));

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ScheduleRepeatedly(initialDelay, interval, action, null);

    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => throw NoRunnables();

    public void ScheduleOnce(TimeSpan delay, IRunnable action) => throw NoRunnables();

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) => throw NoRunnables();

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) => throw NoRunnables();

    private static NotSupportedException NoRunnables() => new("The TestScheduler takes messages and actions, no IRunnable.");

    private void Add(TimeSpan delay, Item item) => _work.GetOrAdd(_now.Add(delay).UtcTicks, static _ => new()).Enqueue(item);

    private sealed record Item(Action Run, bool Repeats, TimeSpan Interval, ICancelable Cancelable)
    {
        public bool Cancelled => Cancelable is { IsCancellationRequested: true };
    }
}
