using Akka.Actor;

namespace Akka.Pattern;

/// <summary>
/// Stops calling what keeps failing. Closed: calls pass; after <see cref="MaxFailures"/> failures in a row (an exception, or no
/// answer within <see cref="CallTimeout"/>) it opens. Open: calls fail at once, for <see cref="ResetTimeout"/>. Half open: one call
/// is tried; its success closes the breaker, its failure opens it again.
/// </summary>
public class CircuitBreaker
{
    private readonly Lock _lock = new();
    private readonly List<Action> _onOpen = [], _onHalfOpen = [], _onClose = [];
    private State _state = State.Closed;
    private bool _trying;
    private long _failures;
    private long _openedAt;

    public CircuitBreaker(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout)
    {
        Scheduler = scheduler;
        MaxFailures = maxFailures;
        CallTimeout = callTimeout;
        ResetTimeout = resetTimeout;
    }

    private enum State
    {
        Closed,
        Open,
        HalfOpen,
    }

    public IScheduler Scheduler { get; }

    public int MaxFailures { get; }

    public TimeSpan CallTimeout { get; }

    public TimeSpan ResetTimeout { get; }

    public long CurrentFailureCount => Interlocked.Read(ref _failures);

    public Exception LastCaughtException { get; private set; }

    public bool IsClosed => _state == State.Closed;

    public bool IsOpen => _state == State.Open;

    public bool IsHalfOpen => _state == State.HalfOpen;

    public static CircuitBreaker Create(IScheduler scheduler, int maxFailures, TimeSpan callTimeout, TimeSpan resetTimeout) =>
        new(scheduler, maxFailures, callTimeout, resetTimeout);

    /// <exception cref="OpenCircuitException">The call was not tried.</exception>
    /// <exception cref="TimeoutException">The call did not end in time; it may still be running.</exception>
    public async Task<T> WithCircuitBreaker<T>(Func<Task<T>> body)
    {
        Admit();
        try
        {
            var result = await body().WaitAsync(CallTimeout).ConfigureAwait(false);
            Succeed();
            return result;
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }
    }

    public Task<T> WithCircuitBreaker<T, TState>(TState state, Func<TState, Task<T>> body) => WithCircuitBreaker(() => body(state));

    /// <inheritdoc cref="WithCircuitBreaker{T}(Func{Task{T}})"/>
    public Task WithCircuitBreaker(Func<Task> body) => WithCircuitBreaker(async () =>
    {
        await body().ConfigureAwait(false);
        return Done.Instance;
    });

    public Task WithCircuitBreaker<TState>(TState state, Func<TState, Task> body) => WithCircuitBreaker(() => body(state));

    public void WithSyncCircuitBreaker(Action body) => WithCircuitBreaker(() => Task.Run(body)).GetAwaiter().GetResult();

    public T WithSyncCircuitBreaker<T>(Func<T> body) => WithCircuitBreaker(() => Task.Run(body)).GetAwaiter().GetResult();

    /// <summary>Counts as a call that succeeded.</summary>
    public void Succeed()
    {
        lock (_lock)
        {
            if (_state == State.Open)
                return;
            LastCaughtException = null;
            _failures = 0;
            if (_state == State.HalfOpen)
                Enter(State.Closed, _onClose);
        }
    }

    /// <summary>Counts as a call that failed.</summary>
    public void Fail() => Fail(new UserCalledFailException());

    public CircuitBreaker OnOpen(Action callback) => With(_onOpen, callback);

    public CircuitBreaker OnHalfOpen(Action callback) => With(_onHalfOpen, callback);

    public CircuitBreaker OnClose(Action callback) => With(_onClose, callback);

    private void Admit()
    {
        lock (_lock)
        {
            if (_state == State.Open)
            {
                var remaining = ResetTimeout - TimeSpan.FromMilliseconds(Environment.TickCount64 - _openedAt);
                throw new OpenCircuitException(LastCaughtException, remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero);
            }
            if (_state == State.HalfOpen && _trying)
                throw new OpenCircuitException(
                    "Circuit breaker is half open, only one call is allowed; this call is failing fast.", LastCaughtException);
            _trying = true;
        }
    }

    private void Fail(Exception cause)
    {
        lock (_lock)
        {
            if (_state == State.Open)
                return;
            LastCaughtException = cause;
            if (_state == State.Closed && ++_failures < MaxFailures)
                return;
            _openedAt = Environment.TickCount64;
            Enter(State.Open, _onOpen);
        }
        Scheduler.Advanced.ScheduleOnce(ResetTimeout, () =>
        {
            lock (_lock)
            {
                _trying = false;
                Enter(State.HalfOpen, _onHalfOpen);
            }
        });
    }

    private CircuitBreaker With(List<Action> callbacks, Action callback)
    {
        lock (_lock)
            callbacks.Add(callback);
        return this;
    }

    private void Enter(State state, List<Action> callbacks)
    {
        _state = state;
        foreach (var callback in callbacks)
            _ = Task.Run(callback);
    }
}
