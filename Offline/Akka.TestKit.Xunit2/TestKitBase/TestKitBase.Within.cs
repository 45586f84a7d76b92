using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The action must end in time; what it waits for inside waits no longer than is left.</summary>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, Wrap(action), null, epsilonValue, cancellationToken).GetAwaiter().GetResult();

    public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, Wrap(actionAsync), null, epsilonValue, cancellationToken);

    public void Within(
        TimeSpan min,
        TimeSpan max,
        Action action,
        string hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(min, max, Wrap(action), hint, epsilonValue, cancellationToken).GetAwaiter().GetResult();

    public Task WithinAsync(
        TimeSpan min,
        TimeSpan max,
        Func<Task> actionAsync,
        string hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) => WithinAsync(min, max, Wrap(actionAsync), hint, epsilonValue, cancellationToken);

    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public Task<T> WithinAsync<T>(
        TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public T Within<T>(
        TimeSpan min,
        TimeSpan max,
        Func<T> function,
        string hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(min, max, () => Task.FromResult(function()), hint, epsilonValue, cancellationToken).GetAwaiter().GetResult();

    public async Task<T> WithinAsync<T>(
        TimeSpan min,
        TimeSpan max,
        Func<Task<T>> function,
        string hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        min.EnsureIsPositiveFinite(nameof(min));
        max.EnsureIsPositiveFinite(nameof(max));
        max = Dilated(max);
        var start = Now;
        var left = _end is null ? Timeout.InfiniteTimeSpan : _end.Value - start;
        _assertions.AssertTrue(
            _end is null || left >= min, "Required min time {0} not possible, only {1} left. {2}", min, left, hint ?? "");
        var allowed = max.Min(left);
        var outer = _end;
        _end = start + allowed;
        _lastWasNoMsg = false;
        var result = default(T);
        using (var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            try
            {
                var running = function();
                if (await Task.WhenAny(running, Task.Delay(max + TimeSpan.FromMilliseconds(200), timer.Token)) == running) result = await running;
                else cancellationToken.ThrowIfCancellationRequested();
            }
            finally
            {
                await timer.CancelAsync();
                _end = outer;
            }
        }

        var elapsed = Now - start;
        if (elapsed < min) _assertions.Fail("Failed: Block took {0}, should have at least been {1}. {2}", elapsed, min, hint ?? "");
        if (!_lastWasNoMsg && elapsed > allowed + (epsilonValue ?? TimeSpan.Zero))
            _assertions.Fail("Failed: Block took {0}, exceeding {1}. {2}", elapsed, allowed, hint ?? "");
        return result;
    }

    private static Func<Task<NotUsed>> Wrap(Action action) => () =>
    {
        action();
        return Task.FromResult(NotUsed.Instance);
    };

    private static Func<Task<NotUsed>> Wrap(Func<Task> action) => async () =>
    {
        await action();
        return NotUsed.Instance;
    };
}
