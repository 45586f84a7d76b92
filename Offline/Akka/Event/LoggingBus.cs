using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;

namespace Akka.Event;

/// <summary>An event bus that runs loggers.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    private static readonly LogLevel[] AllLevels = Enum.GetValues<LogLevel>();
    private static int _loggerId;

    private readonly List<IActorRef> _loggers = [];
    private readonly CancellationTokenSource _shutdown = new();

    public LogLevel LogLevel { get; private set; }

    public void StartStdoutLogger(Settings config)
    {
        SubscribeFrom(Logging.LogLevelFor(config.StdoutLogLevel), config.StdoutLogger);
        Publish(new Debug(SimpleName(this), GetType(), "StandardOutLogger started"));
    }

    public void SetLogLevel(LogLevel logLevel)
    {
        LogLevel = logLevel;
        foreach (var logger in Loggers())
        {
            SubscribeFrom(logLevel, logger);
            foreach (var below in AllLevels.Where(level => level < logLevel)) Unsubscribe(logger, below.ClassFor());
        }
    }

    internal void StartDefaultLoggers(ActorSystemImpl system)
    {
        var source = $"{SimpleName(this)}({system.Name})";
        var settings = system.Settings;
        LogLevel = Logging.LogLevelFor(settings.LogLevel);
        var keepStdout = false;
        var starting = new List<(Task Task, string Name)>();
        foreach (var name in settings.Loggers)
        {
            var type = Type.GetType(name) ?? throw new ConfigurationException($"Logger specified in config cannot be found: \"{name}\"");
            if (typeof(MinimalLogger).IsAssignableFrom(type)) keepStdout = true;
            else starting.Add(AddLogger(system, type, source));
        }

        if (!Task.WaitAll(starting.Select(static logger => logger.Task).ToArray(), settings.LoggerStartTimeout))
            foreach (var (_, name) in starting.Where(static logger => !logger.Task.IsCompleted))
                Publish(new Warning(source, GetType(), $"Logger {name} did not respond within {settings.LoggerStartTimeout} to InitializeLogger(bus), "
                    + "events of the start may be missing from it."));

        if (settings.DebugUnhandledMessage)
            Subscribe(system.SystemActorOf(Props.Create(typeof(UnhandledMessageForwarder)), "UnhandledMessageForwarder"), typeof(UnhandledMessage));
        if (!keepStdout)
        {
            Publish(new Debug(source, GetType(), $"{Logging.SimpleName(settings.StdoutLogger)} being removed"));
            Unsubscribe(settings.StdoutLogger);
        }

        Publish(new Debug(source, GetType(), "Default Loggers started"));
    }

    /// <summary>From here on the console takes what comes.</summary>
    internal void StopDefaultLoggers(ActorSystem system)
    {
        StartStdoutLogger(system.Settings);
        _shutdown.Cancel();
        foreach (var logger in Loggers())
        {
            Unsubscribe(logger);
            (logger as IInternalActorRef)?.Stop();
        }

        Publish(new Debug(SimpleName(this), GetType(), "All default loggers stopped"));
    }

    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

    protected override void Publish(object @event, IActorRef subscriber) => subscriber.Tell(@event);

    protected override bool Classify(object @event, Type classifier) => classifier.IsInstanceOfType(@event);

    protected override Type GetClassifier(object @event) => @event.GetType();

    private List<IActorRef> Loggers()
    {
        lock (_loggers) return [.. _loggers];
    }

    private (Task Task, string Name) AddLogger(ActorSystemImpl system, Type type, string source)
    {
        var name = $"log{Interlocked.Increment(ref _loggerId)}-{type.Name}";
        var fullName = $"{name} [{type.FullName}]";
        var logger = system.SystemActorOf(Props.Create(type).WithDispatcher(system.Settings.LoggersDispatcher), name);
        return (Initialize(), fullName);

        async Task Initialize()
        {
            object answer;
            try
            {
                answer = await logger.Ask(new InitializeLogger(this), Timeout.InfiniteTimeSpan, _shutdown.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                Publish(new Warning(source, GetType(), $"Logger {fullName} had not started when the system ended."));
                return;
            }

            if (answer is not LoggerInitialized)
            {
                Publish(new Error(null, source, GetType(),
                    $"Logger {fullName} did not respond with {nameof(LoggerInitialized)}, sent instead {answer.GetType()}. Stopping logger."));
                ((IInternalActorRef)logger).Stop();
                return;
            }

            lock (_loggers) _loggers.Add(logger);
            SubscribeFrom(LogLevel, logger);
            Publish(new Debug(source, GetType(), $"Logger {fullName} started"));
        }
    }

    private void SubscribeFrom(LogLevel logLevel, IActorRef logger)
    {
        foreach (var level in AllLevels.Where(level => level >= logLevel)) Subscribe(logger, level.ClassFor());
    }

    private sealed class UnhandledMessageForwarder : ActorBase
    {
        protected override bool Receive(object message)
        {
            if (message is not UnhandledMessage unhandled) return false;
            var sender = unhandled.Sender?.Path.ToString() ?? "NoSender";
            Context.System.EventStream.Publish(new Debug(
                unhandled.Recipient.Path.ToString(), unhandled.Recipient.GetType(), $"Unhandled message from {sender} : {unhandled.Message}"));
            return true;
        }
    }
}
