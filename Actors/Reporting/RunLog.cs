using System.Globalization;
using Akka.Actor;
using Akka.Event;

namespace AkkaDreamer.Actors.Reporting;

/// <summary>Akka's logger that writes run.log in the run folder: its path is <c>akka.run-log</c>. Appends; each line is handed to the operating system at once.</summary>
public sealed class RunLog : ReceiveActor
{
    private readonly StreamWriter? file;

    /// <summary>Opens the log; a system without <c>akka.run-log</c> has none.</summary>
    public RunLog()
    {
        var path = Context.System.Settings.Config.GetString("akka.run-log", "");
        if (path.Length > 0)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            file = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        }

        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    /// <inheritdoc/>
    protected override void PostStop() => file?.Dispose();

    private void Write(LogEvent entry) => file?.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level(entry)} {entry.LogSource}: {entry.Message}{(entry.Cause is { } cause ? $" [{cause.GetBaseException().GetType().Name}: {cause}]" : "")}"));

    private static string Level(LogEvent entry) => entry switch
    {
        Error => "ERROR",
        Warning => "WARN ",
        Info => "INFO ",
        _ => "DEBUG",
    };
}
