using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit;

/// <summary>The logger of tests: takes out what a filter expects, and logs dead letters as warnings.</summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<IEventFilter> _filters = [];

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                foreach (var channel in (Type[])[typeof(Mute), typeof(Unmute), typeof(DeadLetter), typeof(UnhandledMessage)])
                    initialize.LoggingBus.Subscribe(Context.Self, channel);
                base.Receive(message);
                break;
            case Mute mute:
                _filters.AddRange(mute.Filters);
                break;
            case Unmute unmute:
                foreach (var filter in unmute.Filters) _filters.Remove(filter);
                break;
            case LogEvent logEvent:
                if (!IsFiltered(logEvent)) Print(logEvent);
                break;
            case DeadLetter { Message: not Terminate } letter:
                HandleDeadLetter(letter);
                break;
            case DeadLetter:
                break;
            default:
                Print(new Debug(Context.System.Name, GetType(), message));
                break;
        }

        return true;
    }

    private void HandleDeadLetter(DeadLetter letter)
    {
        var source = letter.Recipient.Path.ToString();
        if (IsFiltered(new Warning(source, letter.Recipient.GetType(), letter))) return;
        var text = letter.Message is ISystemMessage
            ? "Received dead system message: " + letter.Message
            : $"Received dead letter from {letter.Sender}: {letter.Message}";
        Print(new Warning(source, letter.Recipient.GetType(), new DeadLetter(text, letter.Sender, letter.Recipient)));
    }

    private bool IsFiltered(LogEvent logEvent)
    {
        // Every filter of the list gets a look only until one takes the event, as in upstream.
        foreach (var filter in _filters)
        {
            try
            {
                if (filter.Apply(logEvent)) return true;
            }
            catch (Exception e)
            {
                Print(new Warning(e, Context.Self.Path.ToString(), GetType(), $"The filter [{filter}] failed"));
            }
        }

        return false;
    }
}
