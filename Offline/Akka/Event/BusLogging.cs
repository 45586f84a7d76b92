namespace Akka.Event;

/// <summary>Writes to a bus, normally the event stream.</summary>
public sealed class BusLogging(LoggingBus bus, string logSource, Type logClass, ILogMessageFormatter logMessageFormatter)
    : LoggingAdapterBase(logMessageFormatter)
{
    public LoggingBus Bus => bus;

    public Type LogClass => logClass;

    public string LogSource => logSource;

    public override bool IsDebugEnabled { get; } = bus.LogLevel <= LogLevel.DebugLevel;

    public override bool IsErrorEnabled { get; } = bus.LogLevel <= LogLevel.ErrorLevel;

    public override bool IsInfoEnabled { get; } = bus.LogLevel <= LogLevel.InfoLevel;

    public override bool IsWarningEnabled { get; } = bus.LogLevel <= LogLevel.WarningLevel;

    protected override void NotifyLog(LogLevel logLevel, object message, Exception cause = null) => bus.Publish(logLevel switch
    {
        LogLevel.DebugLevel => new Debug(cause, logSource, logClass, message),
        LogLevel.InfoLevel => new Info(cause, logSource, logClass, message),
        LogLevel.WarningLevel => new Warning(cause, logSource, logClass, message),
        LogLevel.ErrorLevel => new Error(cause, logSource, logClass, message),
        _ => throw new ArgumentOutOfRangeException(nameof(logLevel), logLevel, null),
    });
}
