using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>One process of a cluster (<see cref="ClusterPrograms"/>): what it prints, line by line, and signals to it.</summary>
public sealed class ClusterChild : IDisposable
{
    private readonly ConcurrentQueue<string> lines = new();
    private readonly Process process;

    public ClusterChild(params string[] arguments)
    {
        process = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(ClusterChild).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        void Take(string? line)
        {
            if (line is not null) lines.Enqueue(line);
        }
    }

    /// <summary>Everything so far.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    /// <summary>What it printed last that begins so; empty when it never did.</summary>
    public string Last(string begin) => lines.LastOrDefault(line => line.StartsWith(begin, StringComparison.Ordinal)) ?? "";

    /// <summary>The steps that a learner said last.</summary>
    public long Steps => long.TryParse(Last("steps ").AsSpan(Math.Min(6, Last("steps ").Length)), out var steps) ? steps : 0;

    /// <summary>A port that nobody listens at.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until something holds; fails with everything that was printed when it does not, or when the process ends first.</summary>
    public async Task Until(Func<bool> holds, string what, int seconds = 40)
    {
        var begun = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun).TotalSeconds < seconds && (!process.HasExited || holds()), $"waited for {what}; {(process.HasExited ? $"it ended with {process.ExitCode}" : "it runs")}: {string.Join('\n', lines.TakeLast(40))}");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> Exit(int seconds = 60)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"it did not end within {seconds} s: {string.Join('\n', lines.TakeLast(40))}");
        }

        return process.ExitCode;
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>kill -STOP, or -CONT.</summary>
    public void Signal(int number) => Assert.Equal(0, SendSignal(process.Id, number));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
