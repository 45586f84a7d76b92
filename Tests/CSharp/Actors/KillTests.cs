using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Actors;

/// <summary>kill -9 at random moments: the same command goes on, and nothing that was acknowledged is lost. The children are this assembly as a program (<see cref="ChildProgram"/>).</summary>
public sealed class KillTests : IDisposable
{
    private const long Endless = 10_000_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly List<RunFolder> folders = [];

    [Fact]
    public async Task An_overlapped_run_killed_at_fifty_moments_loses_no_acknowledged_step_and_splices_nothing() => await Overlapped(kills: 50, connection: null);

    [Fact]
    public async Task An_overlapped_run_on_PostgreSQL_killed_at_eight_moments_loses_no_acknowledged_step_and_splices_nothing()
    {
        if (Environment.GetEnvironmentVariable("DREAMER_TEST_POSTGRES") is not { Length: > 0 } connection) return; // no server on this machine
        await Overlapped(kills: 8, connection);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_lockstep_run_killed_anywhere_ends_as_one_that_was_never_stopped(int seed)
    {
        var whole = await Child(Folder(), "lockstep", 1_500, null, null);
        Assert.True(whole.Exit == 0, whole.Output);
        var folder = Folder();
        await Kill(folder, "lockstep", 1_500, 5, seed, null);
        var last = await Child(folder, "lockstep", 1_500, null, null);
        Assert.True(last.Exit == 0, last.Output);
        Assert.Equal(Digest(whole.Output), Digest(last.Output));
    }

    public void Dispose()
    {
        foreach (var folder in folders.Where(folder => Directory.Exists(folder.Path))) Directory.Delete(folder.Path, recursive: true);
    }

    private async Task Overlapped(int kills, string? connection)
    {
        var folder = Folder();
        await Kill(folder, "overlapped", Endless, kills, seed: 1, connection);
        await NothingAcknowledgedIsLost(folder, Endless, connection);
        var last = await Child(folder, "overlapped", 1, null, connection); // the budget is spent already: what is owed is learned, and it ends
        Assert.True(last.Exit == 0, last.Output);
        await NothingAcknowledgedIsLost(folder, 1, connection);
        CountersNeverRunBackwardsPastACheckpoint(folder);
    }

    private static async Task NothingAcknowledgedIsLost(RunFolder folder, long steps, string? connection) =>
        Assert.Empty(await ReplayAudit.Faults(ChildProgram.Setup(folder, "overlapped", steps, connection), ChildProgram.Layout(), Path.Combine(folder.Path, ChildProgram.Acknowledged)));

    /// <summary>Kills so many children, one after the other in the same folder: most of them a moment after they began to act, every fourth before or around that.</summary>
    private static async Task Kill(RunFolder folder, string schedule, long steps, int kills, int seed, string? connection)
    {
        var random = new RandomState((ulong)seed);
        for (var kill = 0; kill < kills; kill++)
        {
            var moment = new Moment(WhenActing: kill % 4 != 3, TimeSpan.FromMilliseconds(random.NextInt64(kill % 4 != 3 ? 400 : 1_000)));
            var (exit, output) = await Child(folder, schedule, steps, moment, connection);
            Assert.True(exit is 0 or 137, $"child {kill} ended with {exit}: {output}");
            Assert.DoesNotContain("violation", output, StringComparison.Ordinal);
        }
    }

    /// <summary>A child that runs until it ends, or is killed at a moment.</summary>
    private static async Task<(int Exit, string Output)> Child(RunFolder folder, string schedule, long steps, Moment? killed, string? connection)
    {
        string[] arguments = ["exec", typeof(KillTests).Assembly.Location, folder.Path, schedule, steps.ToString(CultureInfo.InvariantCulture), .. connection is null ? [] : new[] { connection }];
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

    private static string Digest(string output) => Regex.Match(output, "digest ([0-9a-f]{64})").Groups[1].Value is { Length: 64 } digest ? digest : throw new InvalidDataException(output);

    /// <summary>Lines of metrics.jsonl and of run.log in the order of the run: steps never fall, and updates never below the last checkpoint that was recorded.</summary>
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
    }

    private RunFolder Folder()
    {
        folders.Add(TestRuns.Folder());
        return folders[^1];
    }

    private readonly record struct Moment(bool WhenActing, TimeSpan After);
}
