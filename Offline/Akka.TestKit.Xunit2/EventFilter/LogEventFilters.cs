using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

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
