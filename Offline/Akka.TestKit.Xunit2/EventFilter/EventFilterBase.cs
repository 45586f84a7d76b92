using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>An event was taken out.</summary>
public delegate void EventMatched(EventFilterBase eventFilter, LogEvent logEvent);

/// <summary>Base of filters: tells of every event that it takes.</summary>
public abstract class EventFilterBase(IStringMatcher messageMatcher, IStringMatcher sourceMatcher) : IEventFilter
{
    private readonly IStringMatcher _messageMatcher = messageMatcher ?? MatchesAll.Instance;
    private readonly IStringMatcher _sourceMatcher = sourceMatcher ?? MatchesAll.Instance;

    public event EventMatched EventMatched;

    protected abstract string FilterDescriptiveName { get; }

    public bool Apply(LogEvent logEvent)
    {
        if (!IsMatch(logEvent)) return false;
        OnEventMatched(logEvent);
        return true;
    }

    public override string ToString()
    {
        var message = _messageMatcher is MatchesAll ? "" : " Message " + _messageMatcher;
        var source = _sourceMatcher is MatchesAll ? "" : " Source " + _sourceMatcher;
        var and = message != "" && source != "" ? " and" : "";
        return FilterDescriptiveName + (message + source == "" ? "" : " when" + message + and + source);
    }

    protected abstract bool IsMatch(LogEvent evt);

    protected virtual void OnEventMatched(LogEvent logEvent) => EventMatched?.Invoke(this, logEvent);

    protected bool InternalDoMatch(string src, object msg) => _sourceMatcher.IsMatch(src) && _messageMatcher.IsMatch(msg?.ToString() ?? "null");
}
