using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Models;
using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>Runs in processes of their own (<see cref="ChildProgram"/>) that are killed with SIGKILL at random moments, and what must be true of their run folder afterwards.</summary>
public sealed class KilledRuns : IDisposable
{
    /// <summary>A budget that no killed child spends.</summary>
    public const long Endless = 10_000_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly List<RunFolder> folders = [];

    /// <summary>A folder that is deleted at the end.</summary>
    public RunFolder Folder()
    {
        folders.Add(TestRuns.Folder());
        return folders[^1];
    }

    /// <summary>A run whose children are killed so many times, and that is then let end: nothing acknowledged may be missing, spliced or counted backwards.</summary>
    public async Task Overlapped(int kills, string? connection)
    {
        var folder = Folder();
        await Kill(folder, "overlapped", Endless, kills, seed: 1, connection);
        await NothingAcknowledgedIsLost(folder, connection);
        var last = await Child(folder, "overlapped", 1, null, connection); // the budget is spent already: what is owed is learned, and it ends
        Assert.True(last.Exit == 0, last.Output);
        await NothingAcknowledgedIsLost(folder, connection);
        CountersNeverRunBackwardsPastACheckpoint(folder);
    }

    /// <summary>Kills so many children, one after the other in the same folder: most of them a moment after they began to act, every fourth before or around that.</summary>
    public static async Task Kill(RunFolder folder, string schedule, long steps, int kills, int seed, string? connection = null)
    {
        var random = new RandomState((ulong)seed);
        for (var kill = 0; kill < kills; kill++)
        {
            var moment = new Moment(WhenActing: kill % 4 != 3, TimeSpan.FromMilliseconds(random.NextInt64(kill % 4 != 3 ? 300 : 1_000)));
            var (exit, output) = await Child(folder, schedule, steps, moment, connection);
            Assert.True(exit is 0 or 137, $"child {kill} ended with {exit}: {output}");
            Assert.DoesNotContain("violation", output, StringComparison.Ordinal);
        }
    }

    /// <summary>A child that runs until it ends, or is killed at a moment.</summary>
    public static async Task<(int Exit, string Output)> Child(RunFolder folder, string schedule, long steps, Moment? killed = null, string? connection = null)
    {
        string[] arguments = ["exec", typeof(KilledRuns).Assembly.Location, folder.Path, schedule, steps.ToString(CultureInfo.InvariantCulture), .. connection is null ? [] : new[] { connection }];
        using var child = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = child.StandardError.ReadToEndAsync();
        var output = "";
        if (killed is { } moment)
        {
            if (moment.WhenActing) output = await child.StandardOutput.ReadLineAsync().WaitAsync(Limit) + "\n";
            if (!child.WaitForExit(moment.After)) child.Kill();
        }

        output += await child.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
        await child.WaitForExitAsync().WaitAsync(Limit);
        return (child.ExitCode, output + await errors);
    }

    /// <summary>The digest that a child printed.</summary>
    public static string Digest(string output) =>
        Regex.Match(output, "digest ([0-9a-f]{64})").Groups[1].Value is { Length: 64 } digest ? digest : throw new InvalidDataException(output);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var folder in folders.Where(folder => Directory.Exists(folder.Path))) Directory.Delete(folder.Path, recursive: true);
    }

    private static async Task NothingAcknowledgedIsLost(RunFolder folder, string? connection) =>
        Assert.Empty(await ReplayAudit.Faults(ChildProgram.Setup(folder, "overlapped", 1, connection), ChildProgram.Layout(), Path.Combine(folder.Path, ChildProgram.Acknowledged)));

    /// <summary>In metrics.jsonl steps never fall; in run.log no process goes on from an update before the last checkpoint that was recorded.</summary>
    private static void CountersNeverRunBackwardsPastACheckpoint(RunFolder folder)
    {
        var steps = 0L;
        foreach (var line in File.ReadLines(folder.Metrics))
        {
            using var json = JsonDocument.Parse(line);
            var now = json.RootElement.GetProperty("step").GetInt64();
            Assert.True(now >= steps || now == 0, $"step {now} after {steps}"); // 0: before replay has been read
            steps = Math.Max(steps, now);
        }

        var recorded = 0L;
        foreach (var line in File.ReadLines(folder.Log))
        {
            if (Regex.Match(line, "Checkpoint .*: update ([0-9]+)") is { Success: true } checkpoint) recorded = long.Parse(checkpoint.Groups[1].Value, CultureInfo.InvariantCulture);
            if (Regex.Match(line, "Replay goes on at step ([0-9]+), update ([0-9]+)") is { Success: true } resumed)
                Assert.True(long.Parse(resumed.Groups[2].Value, CultureInfo.InvariantCulture) >= recorded, $"went on from update {resumed.Groups[2].Value} after the checkpoint of {recorded}");
        }

        Assert.True(recorded > 0, "no checkpoint was ever recorded");
    }

    /// <summary>When a child is killed: so long after its start, or after it said that it acts.</summary>
    public readonly record struct Moment(bool WhenActing, TimeSpan After);
}
