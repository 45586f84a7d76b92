using System.Diagnostics;
using System.Runtime.InteropServices;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Hosts.Local.Chaos;

/// <summary>Signals by their numbers on Linux.</summary>
internal enum ChaosSignal
{
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

/// <summary>This program started once more with other arguments, as a process that can be sent signals.</summary>
internal sealed class ChaosProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;

    private ChaosProcess(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
    }

    public bool HasEnded => process.HasExited;

    /// <summary>Starts it.</summary>
    public static ChaosProcess Start(IReadOnlyList<string> arguments)
    {
        // The dotnet command, or an executable of its own beside the assembly; of another program (a test) the assembly is what counts.
        var entry = typeof(ChaosProcess).Assembly.Location;
        var isItself = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == Path.GetFileNameWithoutExtension(entry);
        var info = isItself ? new ProcessStartInfo(Environment.ProcessPath!, arguments) : new ProcessStartInfo("dotnet", ["exec", entry, .. arguments]);
        (info.RedirectStandardInput, info.RedirectStandardOutput, info.RedirectStandardError) = (true, true, true);
        return new ChaosProcess(Process.Start(info)!);
    }

    /// <summary>Its exit code (128 and a signal's number when that ended it) and what it said of errors. Throws <see cref="TimeoutException"/>.</summary>
    public async Task<(int Code, string Errors)> EndAsync(TimeSpan within)
    {
        using var patience = new CancellationTokenSource(within);
        try
        {
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"process {process.Id} did not end within {within.TotalSeconds:0} s");
        }

        return (process.ExitCode, await errors.WaitAsync(within).ConfigureAwait(false));
    }

    /// <summary>Sends it a signal; nothing when it has ended.</summary>
    public void Signal(ChaosSignal signal) => Signal(process.Id, signal);

    /// <summary>Sends a process a signal; nothing when it has ended.</summary>
    public static void Signal(int id, ChaosSignal signal) => Kill(id, (int)signal);

    /// <summary>Its processes of environments.</summary>
    public IReadOnlyList<int> Environments() =>
    [
        .. Directory.GetDirectories("/proc").Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0).Where(id => id > 0 && IsEnvironment(id)),
    ];

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private bool IsEnvironment(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var parent = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1];
            return parent == $"{process.Id}" && File.ReadAllText($"/proc/{id}/cmdline").Split('\0').Contains(EnvironmentChild.Command);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
