using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit
{
    /// <summary>Takes log events out of the log.</summary>
    public interface IEventFilter
    {
        /// <summary>True when the event is one of those.</summary>
        bool Apply(LogEvent logEvent);
    }

    /// <summary>Dead letters.</summary>
    public sealed class DeadLettersFilter(IStringMatcher messageMatcher, IStringMatcher sourceMatcher, Predicate<DeadLetter> isMatch = null)
        : Internal.EventFilterBase(messageMatcher, sourceMatcher)
    {
        protected override string FilterDescriptiveName => "DeadLetter";

        protected override bool IsMatch(LogEvent evt) => evt is Warning { Message: DeadLetter letter }
            && (isMatch is null || isMatch(letter)) && InternalDoMatch(evt.LogSource, letter.Message);
    }
}

namespace Akka.TestKit.Internal
{
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

    /// <summary>Debug events.</summary>
    public class DebugFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null) : EventFilterBase(messageMatcher, sourceMatcher)
    {
        protected override string FilterDescriptiveName => "Debug";

        protected override bool IsMatch(LogEvent evt) => evt is Debug && InternalDoMatch(evt.LogSource, evt.Message);
    }

    /// <summary>Info events.</summary>
    public class InfoFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null) : EventFilterBase(messageMatcher, sourceMatcher)
    {
        protected override string FilterDescriptiveName => "Info";

        protected override bool IsMatch(LogEvent evt) => evt is Info && InternalDoMatch(evt.LogSource, evt.Message);
    }

    /// <summary>Warnings.</summary>
    public class WarningFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null) : EventFilterBase(messageMatcher, sourceMatcher)
    {
        protected override string FilterDescriptiveName => "Warning";

        protected override bool IsMatch(LogEvent evt) => evt is Warning && InternalDoMatch(evt.LogSource, evt.Message);
    }

    /// <summary>Errors, also by their cause; the message may be that of the cause.</summary>
    public class ErrorFilter : EventFilterBase
    {
        private readonly Type _exceptionType;
        private readonly bool _recurseInnerExceptions;

        public ErrorFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null)
            : this(null, messageMatcher, sourceMatcher)
        {
        }

        public ErrorFilter(
            Type exceptionType, IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null, bool recurseInnerExceptions = false)
            : base(messageMatcher, sourceMatcher)
        {
            if (exceptionType is not null && !typeof(Exception).IsAssignableFrom(exceptionType))
                throw new ArgumentException($"The type must be an exception. It was: {exceptionType}", nameof(exceptionType));
            _exceptionType = exceptionType;
            _recurseInnerExceptions = recurseInnerExceptions;
        }

        protected override string FilterDescriptiveName => _exceptionType is null ? "Error" : $"Error with Cause <{_exceptionType}>";

        protected override bool IsMatch(LogEvent evt) => evt is Error && IsMatch(evt.LogSource, evt.Message, evt.Cause);

        private bool IsMatch(string source, object message, Exception cause)
        {
            if (cause is null) return _exceptionType is null && InternalDoMatch(source, message);
            if (_exceptionType is not null && !_exceptionType.IsInstanceOfType(cause))
                return _recurseInnerExceptions && IsMatch(source, message, cause.InnerException);
            return (message is null && string.IsNullOrEmpty(cause.Message))
                || InternalDoMatch(source, message)
                || InternalDoMatch(source, cause.Message)
                || (_recurseInnerExceptions && IsMatch(source, message, cause.InnerException));
        }
    }

    /// <summary>Events by a function.</summary>
    public class CustomEventFilter(Predicate<LogEvent> predicate) : EventFilterBase(null, null)
    {
        protected override string FilterDescriptiveName => "Custom";

        protected override bool IsMatch(LogEvent evt) => predicate(evt);
    }
}

namespace Akka.TestKit.TestEvent
{
    /// <summary>To the event stream: take these out of the log.</summary>
    public sealed class Mute : Actor.INoSerializationVerificationNeeded
    {
        public Mute(params Internal.EventFilterBase[] filters) => Filters = filters;

        public Mute(IReadOnlyCollection<Internal.EventFilterBase> filters) => Filters = filters;

        public IReadOnlyCollection<Internal.EventFilterBase> Filters { get; }
    }

    /// <summary>To the event stream: leave these in the log again.</summary>
    public sealed class Unmute : Actor.INoSerializationVerificationNeeded
    {
        public Unmute(params Internal.EventFilterBase[] filters) => Filters = filters;

        public Unmute(IReadOnlyCollection<Internal.EventFilterBase> filters) => Filters = filters;

        public IReadOnlyCollection<Internal.EventFilterBase> Filters { get; }
    }
}
