using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>The usual logger: hands everything to the console logger.</summary>
public class DefaultLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private MinimalLogger _console;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                _console = Context.System.Settings.StdoutLogger;
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    protected virtual void Print(LogEvent logEvent)
    {
        if (_console is null) throw new InvalidOperationException("Logger has not been initialized yet.");
        _console.Tell(logEvent);
    }
}
