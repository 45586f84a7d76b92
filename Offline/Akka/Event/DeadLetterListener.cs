using Akka.Actor;
using Akka.Util;

namespace Akka.Event;

/// <summary>Logs dead letters: the first so many, then none for a while.</summary>
public class DeadLetterListener : ActorBase
{
    private readonly EventStream _eventStream = Context.System.EventStream;
    private readonly int _maxCount = Context.System.Settings.LogDeadLetters;
    private readonly TimeSpan _suspendDuration = Context.System.Settings.LogDeadLettersSuspendDuration;
    private TimeSpan _suspendedUntil = TimeSpan.MinValue;
    private int _count;

    protected override void PreStart()
    {
        _eventStream.Subscribe(Self, typeof(DeadLetter));
        _eventStream.Subscribe(Self, typeof(Dropped));
        _eventStream.Subscribe(Self, typeof(UnhandledMessage));
    }

    protected override void PreRestart(Exception reason, object message)
    {
        // stays subscribed
    }

    protected override void PostRestart(Exception reason)
    {
    }

    protected override void PostStop() => _eventStream.Unsubscribe(Self);

    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter) return false;
        if (letter.Message is IDeadLetterSuppression) return true;
        _count = _count == int.MaxValue ? 1 : _count + 1;
        if (_maxCount == int.MaxValue)
        {
            Log(letter, "");
        }
        else if (_suspendedUntil != TimeSpan.MinValue)
        {
            if (MonotonicClock.Elapsed < _suspendedUntil) return true;
            Log(letter, $", of which {_count - _maxCount - 1} were not logged. The counter will be reset now");
            _count = 0;
            _suspendedUntil = TimeSpan.MinValue;
        }
        else if (_count < _maxCount)
        {
            Log(letter, "");
        }
        else if (_suspendDuration == Timeout.InfiniteTimeSpan)
        {
            Log(letter, ", no more dead letters will be logged");
            Context.Stop(Self);
        }
        else
        {
            Log(letter, $", no more dead letters will be logged in next [{_suspendDuration}]");
            _suspendedUntil = MonotonicClock.Elapsed + _suspendDuration;
        }

        return true;
    }

    private static bool IsReal(IActorRef actor) => actor is not null && actor is not DeadLetterActorRef;

    private void Log(AllDeadLetters letter, string after)
    {
        var message = WrappedMessage.Unwrap(letter.Message);
        var name = message?.GetType().Name ?? "null";
        var origin = IsReal(letter.Sender) ? $" from {letter.Sender}" : "";
        var destination = IsReal(letter.Recipient) ? $" to {letter.Recipient}" : "";
        var what = letter switch
        {
            Dropped dropped => $"Message [{name}]{origin}{destination} was dropped. {dropped.Reason}. ",
            UnhandledMessage => $"Message [{name}]{origin}{destination} was unhandled. ",
            _ => $"Message [{name}]{origin} to {letter.Recipient} was not delivered. ",
        };
        _eventStream.Publish(new Info(
            letter.Recipient.Path.ToString(),
            letter.Recipient.GetType(),
            $"{what}[{_count}] dead letters encountered{after}. "
            + "See 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'. " + $"Message content: {message}"));
    }
}
