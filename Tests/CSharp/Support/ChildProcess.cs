using System.Diagnostics;

namespace AkkaDreamer.Tests.Support;

/// <summary>
/// Runs a part of a test in a process of its own, so that the test can kill it: the test assembly started again, with a role's
/// name as its first argument. What the role prints comes back line by line.
/// </summary>
public sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    public ChildProcess(string role, params string[] arguments) => _process = Process.Start(
        new ProcessStartInfo("dotnet", ["exec", typeof(ChildProcess).Assembly.Location, role, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;

    /// <summary>The next line, or null when the role has ended.</summary>
    public async Task<string?> ReadLine(TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        return await _process.StandardOutput.ReadLineAsync(timeout.Token);
    }

    /// <summary>kill -9, and the wait for the end of it.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
