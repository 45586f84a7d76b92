using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Akka.Event;

/// <summary>Told to a logger actor first; it answers <see cref="LoggerInitialized"/>.</summary>
public class InitializeLogger(LoggingBus loggingBus) : INoSerializationVerificationNeeded
{
    public LoggingBus LoggingBus { get; } = loggingBus;
}

/// <summary>The logger is ready.</summary>
public class LoggerInitialized : INoSerializationVerificationNeeded, IDeadLetterSuppression;

/// <summary>The queue of a logger: what is left in it at the end goes to the console.</summary>
public interface ILoggerMessageQueueSemantics : ISemantics;

/// <summary>A logger that is no actor, and so works before and after all actors.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    public sealed override IActorRefProvider Provider => throw new NotSupportedException("This logger does not provide.");

    public sealed override ActorPath Path { get; } = new RootActorPath(Address.AllSystems, "/StandardOutLogger");

    protected sealed override void TellInternal(object message, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        Log(message);
    }

    protected abstract void Log(object message);
}

/// <summary>Writes to the console, in colours unless told otherwise.</summary>
public class StandardOutLogger : MinimalLogger
{
    private static readonly object Gate = new();

    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;

    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;

    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;

    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;

    public static bool UseColors { get; set; } = true;

    protected override void Log(object message)
    {
        if (message is not LogEvent logEvent)
        {
            Console.WriteLine(message);
            return;
        }

        string line;
        try
        {
            line = logEvent.ToString();
        }
        catch (FormatException e)
        {
            var said = logEvent.Message is LogMessage formatted ? $"str=[{formatted.Format}], args=[{formatted.Unformatted()}]" : logEvent.Message;
            line = $"[ERROR][{logEvent.Timestamp}][{nameof(StandardOutLogger)}] Encountered System.FormatException while recording log: "
                + $"[{logEvent.LogLevel().StringFor()}][{logEvent.LogSource}]. {e.Message} {said} "
                + "Please take a look at the logging call where this occurred and fix your format string.";
        }

        Write(line, logEvent.LogLevel());
    }

    private static void Write(string line, LogLevel level)
    {
        if (!UseColors || Console.IsOutputRedirected)
        {
            Console.WriteLine(line);
            return;
        }

        lock (Gate)
        {
            Console.ForegroundColor = level switch
            {
                LogLevel.DebugLevel => DebugColor,
                LogLevel.InfoLevel => InfoColor,
                LogLevel.WarningLevel => WarningColor,
                _ => ErrorColor,
            };
            Console.WriteLine(line);
            Console.ResetColor();
        }
    }
}

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

/// <summary>Makes the queues of loggers.</summary>
internal sealed class LoggerMailboxType(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<LoggerMessageQueue>
{
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new LoggerMessageQueue(system);
}

/// <summary>The queue of a logger.</summary>
internal sealed class LoggerMessageQueue(ActorSystem system) : IMessageQueue, ILoggerMessageQueueSemantics, IUnboundedMessageQueueSemantics
{
    private readonly UnboundedMessageQueue _queue = new();

    public bool HasMessages => _queue.HasMessages;

    public int Count => _queue.Count;

    public void Enqueue(IActorRef receiver, Envelope envelope) => _queue.Enqueue(receiver, envelope);

    public bool TryDequeue(out Envelope envelope) => _queue.TryDequeue(out envelope);

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
        {
            if (envelope.Message is LogEvent) system.Settings.StdoutLogger.Tell(envelope.Message, envelope.Sender);
            else deadletters.Enqueue(owner, envelope);
        }
    }
}
