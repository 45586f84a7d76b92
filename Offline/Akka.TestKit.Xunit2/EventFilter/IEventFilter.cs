using Akka.Event;

namespace Akka.TestKit;

/// <summary>Takes log events out of the log.</summary>
public interface IEventFilter
{
    /// <summary>True when the event is one of those.</summary>
    bool Apply(LogEvent logEvent);
}
