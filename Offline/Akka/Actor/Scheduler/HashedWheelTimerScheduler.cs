using Akka.Actor.Scheduler;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// The usual scheduler: a wheel of buckets, each for the work that falls due in one tick. One thread turns it, and sleeps while there is no work.
/// </summary>
public sealed class HashedWheelTimerScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly object _gate = new();
    private readonly List<Entry>[] _wheel;
    private readonly long _tickDuration; // in ticks of TimeSpan
    private readonly TimeSpan _shutdownTimeout;
    private readonly List<Entry> _arrived = [];
    private Thread _thread;
    private long _tick; // ticks of the wheel that have passed
    private int _waiting; // entries in the wheel
    private bool _stopped;

    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log)
        : base(scheduler, log)
    {
        if (scheduler.IsNullOrEmpty()) throw ConfigurationException.NullOrEmptyConfig<HashedWheelTimerScheduler>();
        var size = scheduler.GetInt("akka.scheduler.ticks-per-wheel");
        if (size is <= 0 or > 1 << 30) throw new ArgumentOutOfRangeException("akka.scheduler.ticks-per-wheel", size, "Must be in 1..2^30.");
        var tick = scheduler.GetTimeSpan("akka.scheduler.tick-duration", TimeSpan.Zero);
        if (tick.TotalMilliseconds < 10)
            throw new ArgumentOutOfRangeException("akka.scheduler.tick-duration", tick.TotalMilliseconds, "Must be 10ms at least.");
        _wheel = new List<Entry>[size];
        _tickDuration = tick.Ticks;
        _shutdownTimeout = scheduler.GetTimeSpan("akka.scheduler.shutdown-timeout", TimeSpan.Zero);
    }

    public override TimeSpan MonotonicClock => Util.MonotonicClock.Elapsed;

    public override TimeSpan HighResMonotonicClock => Util.MonotonicClock.Elapsed;

    protected override DateTimeOffset TimeNow => DateTimeOffset.Now;

    /// <summary>Stops the wheel. What still waited and was not cancelled runs now, so that nothing that was promised is forgotten.</summary>
    public void Dispose()
    {
        Thread thread;
        lock (_gate)
        {
            if (_stopped) return;
            _stopped = true;
            thread = _thread;
            Monitor.PulseAll(_gate);
        }

        if (thread is null) return;
        if (thread != Thread.CurrentThread && !thread.Join(_shutdownTimeout))
        {
            Log.Warning("Failed to shutdown scheduler within {0}", _shutdownTimeout);
            return;
        }

        foreach (var entry in _wheel.Where(static bucket => bucket is not null).SelectMany(static bucket => bucket).Concat(_arrived).ToList())
            if (!entry.Cancelled) Run(entry);
    }

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, TimeSpan.Zero, new ScheduledTell(receiver, message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, interval, new ScheduledTell(receiver, message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        Add(delay, TimeSpan.Zero, new ActionRunnable(action), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        Add(delay, TimeSpan.Zero, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, interval, new ActionRunnable(action), cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    private void Add(TimeSpan delay, TimeSpan interval, IRunnable work, ICancelable cancelable)
    {
        var entry = new Entry(work, cancelable, interval.Ticks) { Due = Util.MonotonicClock.Elapsed.Ticks + delay.Ticks };
        lock (_gate)
        {
            if (_stopped) throw new SchedulerException("cannot enqueue after timer shutdown");
            _arrived.Add(entry);
            if (_thread is null)
            {
                _thread = new Thread(Turn) { IsBackground = true, Name = "akka scheduler" };
                _thread.UnsafeStart();
            }
            else if (_waiting == 0 && _arrived.Count == 1)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    private void Turn()
    {
        _tick = Util.MonotonicClock.Elapsed.Ticks / _tickDuration;
        var due = new List<Entry>();
        while (true)
        {
            lock (_gate)
            {
                while (!_stopped)
                {
                    var now = Util.MonotonicClock.Elapsed.Ticks;
                    if (_waiting == 0 && _arrived.Count == 0)
                    {
                        Monitor.Wait(_gate);
                        _tick = Math.Max(_tick, Util.MonotonicClock.Elapsed.Ticks / _tickDuration);
                        continue;
                    }

                    var next = (_tick + 1) * _tickDuration;
                    if (now >= next) break;
                    Monitor.Wait(_gate, TimeSpan.FromTicks(Math.Max(next - now, TimeSpan.TicksPerMillisecond)));
                }

                if (_stopped) return;
                foreach (var entry in _arrived) Place(entry);
                _arrived.Clear();
            }

            var bucket = _wheel[_tick % _wheel.Length];
            _tick++;
            if (bucket is null || bucket.Count == 0) continue;
            var end = _tick * _tickDuration;
            var kept = 0;
            for (var i = 0; i < bucket.Count; i++)
            {
                var entry = bucket[i];
                if (entry.Cancelled) continue;
                if (entry.Due < end) due.Add(entry);
                else bucket[kept++] = entry; // of a later turn of the wheel
            }

            _waiting -= bucket.Count - kept;
            bucket.RemoveRange(kept, bucket.Count - kept);
            foreach (var entry in due)
            {
                Run(entry);
                if (entry.Interval == 0 || entry.Cancelled) continue;
                entry.Due = Math.Max(entry.Due + entry.Interval, end); // no catching up in one go after a pause
                Place(entry);
            }

            due.Clear();
        }
    }

    /// <summary>Into the bucket of its tick; what is overdue falls due with the next.</summary>
    private void Place(Entry entry)
    {
        var tick = Math.Max(entry.Due / _tickDuration, _tick);
        (_wheel[tick % _wheel.Length] ??= []).Add(entry);
        _waiting++;
    }

    private void Run(Entry entry)
    {
        try
        {
            entry.Work.Run();
        }
        catch (SchedulerException)
        {
            // work that schedules more work while the scheduler is being stopped
        }
        catch (Exception e)
        {
            Log.Error(e, "Error while executing scheduled task {0}", entry.Work);
        }
    }

    private sealed class Entry(IRunnable work, ICancelable cancelable, long interval)
    {
        public IRunnable Work => work;

        public long Interval => interval;

        public long Due { get; set; }

        public bool Cancelled => cancelable is { IsCancellationRequested: true };
    }

    private sealed class ScheduledTell(ICanTell receiver, object message, IActorRef sender) : IRunnable
    {
        private readonly object _message = receiver is not ActorRefWithCell
            ? message
            : message is INotInfluenceReceiveTimeout ? new ScheduledTellMsgNoInfluenceReceiveTimeout(message) : new ScheduledTellMsg(message);

        public void Run() => receiver.Tell(_message, sender);

        public void Execute() => Run();

        public override string ToString() => $"[{receiver}.Tell({message}, {sender})]";
    }
}
