using System.Collections;
using System.Runtime.CompilerServices;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public object FishForMessage(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, max, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, max, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, null, max, hint, cancellationToken);

    public T FishForMessage<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, allMessages, max, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    public async ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var time = RemainingOrDilated(max);
        var end = Now + time;
        allMessages?.Clear();
        while (true)
        {
            var message = await ReceiveOneAsync(end - Now, cancellationToken);
            _assertions.AssertTrue(
                message is not null, "Timeout ({0}) during fishForMessage{1}", time, string.IsNullOrEmpty(hint) ? "" : ", hint: " + hint);
            if (message is T typed && isMessage(typed)) return typed;
            allMessages?.Add(message);
        }
    }

    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var others = ReceiveWhileAsync<object>(
            message =>
            {
                _assertions.AssertFalse(message is T, "did not expect a message of type {0}", typeof(T));
                return true;
            },
            max,
            cancellationToken: cancellationToken);
        await foreach (var _ in others)
        {
        }
    }

    public async Task<ArrayList> WaitForRadioSilenceAsync(
        TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var messages = new ArrayList();
        for (uint i = 0; ; i++)
        {
            _assertions.AssertFalse(i > maxMessages, "{0} violated (current iteration: {1}).", nameof(maxMessages), i);
            var message = await ReceiveOneAsync(max, cancellationToken);
            if (message is null) return ArrayList.ReadOnly(messages);
            messages.Add(message);
        }
    }

    /// <summary>The next message, or null when none comes in time.</summary>
    public object ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        ReceiveOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();

    public async ValueTask<object> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var (success, envelope) = await TryReceiveOneAsync(max, cancellationToken);
        return success ? envelope.Message : null;
    }

    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        (var success, envelope) = TryReceiveOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();
        return success;
    }

    public ValueTask<(bool success, MessageEnvelope envelope)> TryReceiveOneAsync(TimeSpan? max, CancellationToken cancellationToken = default) =>
        Next(max, take: true, cancellationToken);

    public object PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        PeekOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();

    public async ValueTask<object> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var (success, envelope) = await TryPeekOneAsync(max, cancellationToken);
        return success ? envelope.Message : null;
    }

    public object PeekOne(CancellationToken cancellationToken) => PeekOneAsync(cancellationToken).AsTask().GetAwaiter().GetResult();

    public ValueTask<object> PeekOneAsync(CancellationToken cancellationToken) => PeekOneAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    public bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        (var success, envelope) = TryPeekOneAsync(max, cancellationToken).AsTask().GetAwaiter().GetResult();
        return success;
    }

    public ValueTask<(bool success, MessageEnvelope envelope)> TryPeekOneAsync(TimeSpan? max, CancellationToken cancellationToken) =>
        Next(max, take: false, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ToList(ReceiveWhileAsync(max, filter, msgs, cancellationToken));

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhileAsync(filter, max, Timeout.InfiniteTimeSpan, msgs, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ToList(ReceiveWhileAsync(max, idle, filter, msgs, cancellationToken));

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken);

    /// <summary>Messages as long as the filter returns something for them.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ToList(ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken));

    public async IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(max);
        var last = (MessageEnvelope)NullMessageEnvelope.Instance;
        for (var count = 0; count < msgs; count++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (success, envelope) = await TryPeekOneAsync((stop - Now).Min(idle), cancellationToken);
            if (!success || filter(envelope.Message) is not { } result)
            {
                _lastMessage = last;
                break;
            }

            _queue.Reader.TryRead(out _);
            last = envelope;
            yield return result;
        }

        _lastWasNoMsg = true;
    }

    /// <summary>Messages of one type as long as the predicate is true for them.</summary>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default) =>
        ToList(ReceiveWhileAsync(shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes, cancellationToken));

    public async IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(max);
        var last = (MessageEnvelope)NullMessageEnvelope.Instance;
        var count = 0;
        while (count < msgs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (success, envelope) = await TryPeekOneAsync((stop - Now).Min(idle), cancellationToken);
            var wanted = success && envelope.Message is T typed ? shouldContinue(typed) : success && shouldIgnoreOtherMessageTypes;
            if (!wanted)
            {
                _lastMessage = last;
                break;
            }

            _queue.Reader.TryRead(out _);
            last = envelope;
            if (envelope.Message is not T message) continue;
            count++;
            yield return message;
        }

        _lastWasNoMsg = true;
    }

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ToList(ReceiveNAsync(numberOfMessages, cancellationToken));

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveMany(numberOfMessages, RemainingOrDefault, cancellationToken);

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        ToList(ReceiveNAsync(numberOfMessages, max, cancellationToken));

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default)
    {
        max.EnsureIsPositiveFinite(nameof(max));
        return ReceiveMany(numberOfMessages, Dilated(max), cancellationToken);
    }

    private async IAsyncEnumerable<object> ReceiveMany(
        int numberOfMessages, TimeSpan max, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = Now;
        for (var i = 0; i < numberOfMessages; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var message = await ReceiveOneAsync(start + max - Now, cancellationToken);
            if (message is null)
                _assertions.AssertTrue(
                    false, "Timeout ({0}) while expecting {1} messages. Only got {2} after {3}.", max, numberOfMessages, i, Now - start);
            yield return message;
        }
    }

    /// <summary>The first of the queue, waited for as long as it may take. A negative time is over already; only the infinite one never is.</summary>
    private async ValueTask<(bool Success, MessageEnvelope Envelope)> Next(TimeSpan? max, bool take, CancellationToken cancellationToken)
    {
        var time = GetTimeoutOrDefault(max);
        var reader = _queue.Reader;
        var there = time >= TimeSpan.Zero && reader.Count > 0;
        if (!there && time == Timeout.InfiniteTimeSpan)
        {
            there = await reader.WaitToReadAsync(cancellationToken);
        }
        else if (!there && time > TimeSpan.Zero)
        {
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timer.CancelAfter(time);
            try
            {
                there = await reader.WaitToReadAsync(timer.Token);
            }
            catch (OperationCanceledException)
            {
                there = false;
            }
        }

        _lastWasNoMsg = false;
        MessageEnvelope envelope = null;
        var success = there && (take ? reader.TryRead(out envelope) : reader.TryPeek(out envelope));
        _lastMessage = success ? envelope : NullMessageEnvelope.Instance;
        return (success, _lastMessage);
    }
}
