using System.Globalization;
using Akka.Actor;
using Akka.Event;
using AkkaDreamer.Actors.Configuration;

namespace AkkaDreamer.Actors.Reporting;

/// <summary>
/// Akka's logger that writes run.log in the run folder: its path is <c>akka.run-log</c>. Appends; each line is handed to the operating system at once. Of at most <c>akka.run-log-bytes</c> (256 MiB unless it is set):
/// at half of that it becomes run.log.1, in the place of the one before, and another is begun.
/// </summary>
public sealed class RunLog : ReceiveActor
{
    private readonly string path;
    private readonly long most;
    private StreamWriter? file;

    /// <summary>Opens the log; a system without <c>akka.run-log</c> has none.</summary>
    public RunLog()
    {
        var config = Context.System.Settings.Config;
        (path, most) = (config.GetString("akka.run-log", ""), config.GetLong("akka.run-log-bytes", MetricsOptions.DefaultKeepBytes));
        if (path.Length > 0)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            file = Open();
        }

        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    /// <inheritdoc/>
    protected override void PostStop() => file?.Dispose();

    private StreamWriter Open() => new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };

    private void Write(LogEvent entry)
    {
        if (file is null) return;
        file.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level(entry)} {entry.LogSource}: {entry.Message}{(entry.Cause is { } cause ? $" [{cause.GetBaseException().GetType().Name}: {cause}]" : "")}"));
        if (file.BaseStream.Length <= most / 2) return;
        file.Dispose();
        File.Move(path, path + ".1", overwrite: true);
        file = Open();
    }

    private static string Level(LogEvent entry) => entry switch
    {
        Error => "ERROR",
        Warning => "WARN ",
        Info => "INFO ",
        _ => "DEBUG",
    };
}
