namespace Akka.Event;

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
