using System.Diagnostics;
using System.Globalization;
using System.Text;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Tests.Support;

/// <summary>A run in a process of its own (<see cref="ChildProgram"/>), that a test may send signals and do other things to while it goes on.</summary>
public sealed class RunProcess : IDisposable
{
    private readonly RunFolder folder;
    private readonly Process process;
    private readonly StringBuilder output = new();

    private RunProcess(RunFolder folder, ProcessStartInfo how)
    {
        this.folder = folder;
        process = new Process { StartInfo = how };
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Heard(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Its number.</summary>
    public int Id => process.Id;

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    /// <summary>The chunks that were acknowledged so far, by this process and those before it.</summary>
    public long Acknowledged => OpenRun.Lines(Path.Combine(folder.Path, ChildProgram.Acknowledged)).Count;

    /// <summary>Starts one. <paramref name="variables"/>: environment variables of its own; <paramref name="prefix"/>: a command that it is started with.</summary>
    public static RunProcess Start(RunFolder folder, string schedule, long steps, string? connection = null, IReadOnlyDictionary<string, string>? variables = null, Durability durability = Durability.Process, params string[] prefix)
    {
        string[] command = [.. prefix, "dotnet", "exec", typeof(RunProcess).Assembly.Location, folder.Path, schedule, durability.ToString(), steps.ToString(CultureInfo.InvariantCulture), .. connection is null ? [] : new[] { connection }];
        var how = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>()) how.Environment[name] = value;
        return new RunProcess(folder, how);
    }

    /// <summary>Waits until something is so; fails with its output and log when it takes too long, or when the process has ended.</summary>
    public Task Until(Func<bool> isSo, string what) =>
        Await.Until(() => Task.FromResult(isSo()), what, () => $"{Output}\n{string.Join('\n', OpenRun.Lines(folder.Log))}", () => process.HasExited);

    /// <summary>Waits until so many more chunks are acknowledged.</summary>
    public Task UntilMore(int chunks)
    {
        var goal = Acknowledged + chunks;
        return Until(() => Acknowledged >= goal, $"{chunks} more chunks were acknowledged");
    }

    /// <summary>Waits until its log says something.</summary>
    public Task UntilSaid(string words) => Until(() => OpenRun.Lines(folder.Log).Any(line => line.Contains(words, StringComparison.Ordinal)), $"the log said '{words}'");

    /// <summary>Waits for its end: the exit code (128 and a signal's number when that ended it), and what it printed.</summary>
    public async Task<(int Exit, string Output)> Ended()
    {
        await process.WaitForExitAsync().WaitAsync(Await.Limit);
        return (process.ExitCode, Output);
    }

    /// <summary>SIGKILL.</summary>
    public async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await Ended();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private void Heard(string? line)
    {
        lock (output) output.Append(line).Append(line is null ? "" : "\n");
    }
}
