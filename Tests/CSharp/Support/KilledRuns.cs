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
    private const long Endless = 10_000_000; // a budget that no killed child spends
    private const long LockstepSteps = 3_000; // a second and a half of acting
    private const int KillsARun = 9;

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
        await Kill(folder, kills, connection);
        await ReplayAudit.NothingIsLost(folder, connection);
        var last = await Child(folder, "overlapped", 1, null, connection); // the budget is spent already: what is owed is learned, and it ends
        Assert.True(last.Exit == 0, last.Output);
        await ReplayAudit.NothingIsLost(folder, connection);
        CountersNeverRunBackwardsPastACheckpoint(folder);
    }

    /// <summary>
    /// Runs whose children are killed again and again until one of them is let end, as many runs as so many kills take: each ends with the digest of a run that was never stopped. Checkpoints of
    /// the same update are compared on the way, so that a difference is laid at the door of the kill before it. <paramref name="database"/>: makes the journal of a run; null: SQLite.
    /// </summary>
    public async Task Lockstep(int kills, Func<Task<string>>? database = null)
    {
        async Task<string?> Journal() => database is null ? null : await database();
        var undisturbed = Folder();
        var whole = await Child(undisturbed, "lockstep", LockstepSteps, connection: await Journal());
        Assert.True(whole.Exit == 0, whole.Output);
        var expected = CheckpointDigests(undisturbed).ToDictionary();
        var random = new RandomState(2);
        for (var (run, kill) = (1, 0); kill < kills; run++)
        {
            var (folder, connection) = (Folder(), await Journal());
            var story = $"run {run}";
            for (var (left, exit) = (Math.Min(KillsARun, kills - kill), 137); exit == 137; left--)
            {
                Moment? moment = left > 0 ? RandomMoment(random, whenActing: left % 4 != 0) : null;
                (exit, var output) = await Child(folder, "lockstep", LockstepSteps, moment, connection);
                story += exit != 137 ? ", ended by itself" : $", kill {++kill} {moment!.Value.After.TotalMilliseconds:0} ms after {(moment.Value.WhenActing ? "it began to act" : "its start")}";
                Assert.True(exit is 0 or 137, $"{story}: {output}");
                foreach (var (update, digest) in CheckpointDigests(folder))
                    Assert.True(expected.GetValueOrDefault(update, digest) == digest, $"{story}: the checkpoint of update {update} is not that of the run that was never stopped");
                if (exit == 0) Assert.True(Digest(output) == Digest(whole.Output), $"{story}: {output} The run that was never stopped: {whole.Output}");
            }
        }
    }

    /// <summary>A child that runs until it ends, or is killed at a moment.</summary>
    public static async Task<(int Exit, string Output)> Child(RunFolder folder, string schedule, long steps, Moment? killed = null, string? connection = null)
    {
        string[] arguments = ["exec", typeof(KilledRuns).Assembly.Location, folder.Path, schedule, "process", steps.ToString(CultureInfo.InvariantCulture), .. connection is null ? [] : new[] { connection }];
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

    /// <summary>Kills so many children, one after the other in the same folder: most of them a moment after they began to act, every fourth before or around that.</summary>
    private static async Task Kill(RunFolder folder, int kills, string? connection)
    {
        var random = new RandomState(1);
        for (var kill = 0; kill < kills; kill++)
        {
            var (exit, output) = await Child(folder, "overlapped", Endless, RandomMoment(random, whenActing: kill % 4 != 3), connection);
            Assert.True(exit == 137, $"child {kill} ended with {exit}: {output}");
            Assert.DoesNotContain("violation", output, StringComparison.Ordinal);
        }
    }

    private static Moment RandomMoment(RandomState random, bool whenActing) => new(whenActing, TimeSpan.FromMilliseconds(random.NextInt64(whenActing ? 300 : 1_000)));

    /// <summary>Update and digest of every checkpoint that run.log names.</summary>
    private static IEnumerable<KeyValuePair<long, string>> CheckpointDigests(RunFolder folder) => !File.Exists(folder.Log) ? [] :
        Regex.Matches(File.ReadAllText(folder.Log), "Checkpoint [^:]*: update ([0-9]+), [0-9]+ bytes, digest ([0-9a-f]{64})")
            .Select(line => KeyValuePair.Create(long.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture), line.Groups[2].Value));

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
