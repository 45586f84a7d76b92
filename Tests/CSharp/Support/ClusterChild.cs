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
        : this(null, arguments)
    {
    }

    private ClusterChild(string? space, string[] arguments)
    {
        string[] command = ["dotnet", "exec", typeof(ClusterChild).Assembly.Location, .. arguments];
        if (space is not null) command = ["ip", "netns", "exec", space, .. command]; // becomes the process, so that signals to it reach it
        process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        void Take(string? line)
        {
            if (line is not null) lines.Enqueue(line);
        }
    }

    /// <summary>A process in a namespace of a <see cref="CutNetwork"/>.</summary>
    public static ClusterChild In(string space, params string[] arguments) => new(space, arguments);

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>Everything so far.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    /// <summary>What it printed last that begins so; empty when it never did.</summary>
    public string Last(string begin) => lines.LastOrDefault(line => line.StartsWith(begin, StringComparison.Ordinal)) ?? "";

    /// <summary>The steps that a learner said last.</summary>
    public long Steps => long.TryParse(lines.LastOrDefault(line => line.StartsWith("steps ", StringComparison.Ordinal) || line.StartsWith("learner ", StringComparison.Ordinal))?.Split("steps ")[^1], out var steps) ? steps : 0;

    /// <summary>Whether a node acts.</summary>
    public bool IsActing => Last("node ").StartsWith("node acting", StringComparison.Ordinal);

    /// <summary>Whether one of several learners learns, or stands by.</summary>
    public bool IsTraining => Last("learner").StartsWith("learner training", StringComparison.Ordinal);

    /// <inheritdoc cref="IsTraining"/>
    public bool IsStandingBy => Last("learner").StartsWith("learner standing by", StringComparison.Ordinal);

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
