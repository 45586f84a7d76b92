using Akka.Event;

namespace Akka.Actor;

/// <summary>The timers of one instance of an actor.</summary>
internal sealed class TimerScheduler(IActorContext context) : ITimerScheduler
{
    private readonly Dictionary<object, Running> _timers = [];
    private readonly ILoggingAdapter _log = context.System.Settings.DebugTimerScheduler ? context.System.Log : NoLogger.Instance;
    private int _generation;

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval, true, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) => Start(key, msg, interval, interval, true, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        Start(key, msg, initialDelay, interval, true, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, initialDelay, interval, true, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, TimeSpan.Zero, false, ActorRefs.NoSender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) => Start(key, msg, timeout, TimeSpan.Zero, false, sender);

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (!_timers.Remove(key, out var timer)) return;
        _log.Debug("Cancel timer [{0}] with generation [{1}]", key, timer.Generation);
        timer.Task.Cancel();
    }

    public void CancelAll()
    {
        _log.Debug("Cancel all timers");
        foreach (var timer in _timers.Values) timer.Task.Cancel();
        _timers.Clear();
    }

    /// <summary>What the timer was started with; null when it has been cancelled, replaced, or started by an earlier instance.</summary>
    public object Intercept(TimerMessage timed)
    {
        if (!ReferenceEquals(timed.Owner, this) || !_timers.TryGetValue(timed.Key, out var timer) || timer.Generation != timed.Generation)
        {
            _log.Debug("Received timer [{0}] that is no longer active, discarding", timed.Key);
            return null;
        }

        if (!timer.Repeat) _timers.Remove(timed.Key);
        return timed.Message;
    }

    private void Start(object key, object message, TimeSpan delay, TimeSpan interval, bool repeat, IActorRef sender)
    {
        Cancel(key);
        var generation = ++_generation;
        var timed = message is INotInfluenceReceiveTimeout
            ? new QuietTimerMessage(key, generation, this, message)
            : new TimerMessage(key, generation, this, message);
        var scheduler = context.System.Scheduler;
        var task = repeat
            ? scheduler.ScheduleTellRepeatedlyCancelable(delay, interval, context.Self, timed, sender)
            : scheduler.ScheduleTellOnceCancelable(delay, context.Self, timed, sender);
        _timers[key] = new Running(generation, repeat, task);
        _log.Debug("Start timer [{0}] with generation [{1}]", key, generation);
    }

    internal class TimerMessage(object key, int generation, TimerScheduler owner, object message) : IWrappedMessage, INoSerializationVerificationNeeded
    {
        public object Key { get; } = key;

        public int Generation { get; } = generation;

        public TimerScheduler Owner { get; } = owner;

        public object Message { get; } = message;

        public override string ToString() => $"TimerMsg(key={Key}, generation={Generation}, message={Message})";
    }

    private sealed class QuietTimerMessage(object key, int generation, TimerScheduler owner, object message)
        : TimerMessage(key, generation, owner, message), INotInfluenceReceiveTimeout;

    private readonly record struct Running(int Generation, bool Repeat, ICancelable Task);
}
