using Akka.Actor;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit.Internal;

/// <summary>The one implementation of <see cref="IEventFilterApplier"/>.</summary>
public class InternalEventFilterApplier(TestKitBase testkit, ActorSystem system, IReadOnlyList<EventFilterBase> filters) : IEventFilterApplier
{
    public EventFilterFactory And => new(testkit, system, filters);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Wait(Intercept(Wrap(action), null, 1, cancellationToken));

    public Task ExpectOneAsync(Func<Task> action, CancellationToken cancellationToken = default) =>
        Intercept(Wrap(action), null, 1, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Wait(Intercept(Wrap(action), timeout, 1, cancellationToken));

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        Intercept(Wrap(action), timeout, 1, cancellationToken);

    [Obsolete("Only for backwards compat. Use ExpectOneAsync(Func<Task>, CancellationToken) instead beginning in Akka.NET v1.5")]
    public Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default) => Intercept(Wrap(action), null, 1, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Wait(Intercept(Wrap(action), null, expectedCount, cancellationToken));

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        Intercept(Wrap(actionAsync), null, expectedCount, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default) =>
        Intercept(Wrap(actionAsync), timeout, expectedCount, cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Wait(Intercept(Wrap(action), timeout, expectedCount, cancellationToken));

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        Intercept(Wrap(action), timeout, expectedCount, cancellationToken);

    [Obsolete("Use ExpectAsync<T>(expectedCount, TimeSpan, Func<Task<T>>) instead. This method only exists to support backwards compatibility as of Akka.NET v1.5.")]
    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Intercept(Wrap(action), timeout, expectedCount, cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Wait(Intercept(Wrap(func), null, 1, cancellationToken));

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => Intercept(func, null, 1, cancellationToken);

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Wait(Intercept(Wrap(func), timeout, 1, cancellationToken));

    public Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(func, timeout, 1, cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) =>
        Wait(Intercept(Wrap(func), null, expectedCount, cancellationToken));

    public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(func, null, expectedCount, cancellationToken);

    public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Wait(Intercept(Wrap(func), timeout, expectedCount, cancellationToken));

    public Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(func, timeout, expectedCount, cancellationToken);

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default) => Wait(Intercept(Wrap(func), null, null, cancellationToken));

    public Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => Intercept(func, null, null, cancellationToken);

    public void Mute(Action action, CancellationToken cancellationToken = default) => Wait(Intercept(Wrap(action), null, null, cancellationToken));

    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) => Intercept(Wrap(action), null, null, cancellationToken);

    [Obsolete("Use MuteAsync(Func<Task>) instead. This method only exists for backwards compatibility as of Akka.NET v1.5.0.")]
    public Task MuteAsync(Action action, CancellationToken cancellationToken = default) => Intercept(Wrap(action), null, null, cancellationToken);

    public IUnmutableFilter Mute()
    {
        system.EventStream.Publish(new Mute(filters));
        return new Unmuter(filters, system);
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

    private static Func<Task<T>> Wrap<T>(Func<T> func) => () => Task.FromResult(func());

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private async Task<T> Intercept<T>(Func<Task<T>> func, TimeSpan? timeout, int? expected, CancellationToken cancellationToken)
    {
        var settings = TestKitExtension.For(system) ?? testkit.TestKitSettings;
        var time = timeout is null ? settings.TestEventFilterLeeway : testkit.Dilated(timeout.Value);
        var count = 0;
        EventMatched counter = (_, _) => Interlocked.Increment(ref count);
        system.EventStream.Publish(new Mute(filters));
        try
        {
            foreach (var filter in filters) filter.EventMatched += counter;
            var result = await func();
            if (expected is not null) await WaitFor(expected.Value);
            return result;
        }
        finally
        {
            foreach (var filter in filters) filter.EventMatched -= counter;
            system.EventStream.Publish(new Unmute(filters));
        }

        async Task WaitFor(int wanted)
        {
            // For none at all the whole time must pass without one.
            await testkit.AwaitConditionNoThrowAsync(
                () => Volatile.Read(ref count) >= Math.Max(wanted, 1), time, cancellationToken: cancellationToken);
            var actual = Volatile.Read(ref count);
            if (actual == wanted) return;
            var names = string.Join(",", filters);
            var assertions = (TestKitAssertionsExtension.For(system) ?? TestKitAssertionsExtension.For(testkit.Sys)).Assertions;
            assertions.Fail("{0}", actual < wanted
                ? $"Timeout ({time}) while waiting for messages. Only received {actual}/{wanted} messages that matched filter [{names}]"
                : $"Received {Messages(actual - wanted)} too many. Expected {Messages(wanted)} but received {actual} that matched filter [{names}]");
        }
    }

    private static string Messages(int number) => number == 1 ? "1 message" : $"{number} messages";

    private sealed class Unmuter(IReadOnlyList<EventFilterBase> filters, ActorSystem system) : IUnmutableFilter
    {
        private int _unmuted;

        public void Unmute()
        {
            if (Interlocked.Exchange(ref _unmuted, 1) == 0) system.EventStream.Publish(new Unmute(filters));
        }

        public void Dispose() => Unmute();
    }
}
