using System.Globalization;
using System.Text.RegularExpressions;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Repairing;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace AkkaDreamer.Tests.Actors;

/// <summary>
/// Loss of power under <c>dreamer.replay.durability = machine</c> (<see cref="PowerLoss"/>), at random moments, again and again on one folder: strictly, so that nothing stays but what was synced, and as a disk that writes in its own order
/// does it, so that of the rest anything may stay. The same command goes on, nothing that was acknowledged is lost, and no checkpoint that was recorded.
/// </summary>
public sealed class PowerLossTests(ITestOutputHelper output)
{
    private const long Endless = 10_000_000;
    private const long LockstepSteps = 3_000;

    [PowerLossFact]
    public async Task An_overlapped_run_that_loses_power_eight_times_loses_no_acknowledged_step()
    {
        using var disk = new PowerLoss();
        var (folder, random, steps) = (FolderOn(disk), new RandomState(4), 0L);
        for (var loss = 1; loss <= 8; loss++)
        {
            await Lose(disk, folder, "overlapped", Endless, loss, random);
            var kept = await NothingIsLost(folder);
            Assert.True(kept >= steps, $"{kept} steps after {steps}");
            steps = kept;
        }

        var segments = Directory.GetFiles(folder.Segments).Length;
        Assert.True(segments > 10, $"{segments} segments"); // 295 chunks and more, twenty a segment
        await End(disk, folder, "overlapped", steps + 500);
        disk.Strike(null, Acknowledged(disk, folder)); // an end in order is safe as well
        Assert.True(await NothingIsLost(folder) >= steps + 500);
    }

    [PowerLossFact]
    public async Task A_lockstep_run_that_loses_power_five_times_ends_as_one_that_was_never_stopped()
    {
        using var calm = new PowerLoss();
        var expected = await End(calm, FolderOn(calm), "lockstep", LockstepSteps);
        using var disk = new PowerLoss();
        var (folder, random) = (FolderOn(disk), new RandomState(6));
        for (var loss = 1; loss <= 5; loss++)
        {
            if (loss > 1) File.Delete(Path.Combine(folder.Path, ChildProgram.Acknowledged)); // what was stored behind the checkpoint is set aside, and made again
            await Lose(disk, folder, "lockstep", LockstepSteps, loss, random);
            await NothingIsLost(folder);
        }

        Assert.Equal(KilledRuns.Digest(expected), KilledRuns.Digest(await End(disk, folder, "lockstep", LockstepSteps)));
    }

    [PowerLossFact]
    public async Task With_durability_process_a_loss_of_power_costs_steps_and_the_same_command_goes_on_with_the_others()
    {
        using var disk = new PowerLoss();
        var folder = FolderOn(disk);
        using (var run = RunProcess.Start(folder, "overlapped", Endless, variables: disk.Variables, durability: Durability.Process))
        {
            await run.UntilMore(100);
            await run.Kill();
        }

        disk.Strike(null, Acknowledged(disk, folder));
        var faults = await Copied(folder, copy => ReplayAudit.Faults(ChildProgram.Setup(copy, "overlapped", 1, null), ChildProgram.Layout(), Path.Combine(copy.Path, ChildProgram.Acknowledged)));
        Assert.NotEmpty(faults); // that the other tests here would see it
        output.WriteLine(faults[0]);
        await End(disk, folder, "overlapped", 3_000, Durability.Process);
    }

    [PowerLossFact]
    public async Task A_sync_of_steps_that_is_refused_ends_the_run_with_one_line_and_none_is_acknowledged_that_was_not_kept()
    {
        using var disk = new PowerLoss();
        var folder = FolderOn(disk);
        using (var run = RunProcess.Start(folder, "overlapped", Endless, variables: disk.Variables, durability: Durability.Machine))
        {
            await run.UntilMore(40);
            disk.RefuseSync(ofFolder: false); // once: a second try would be told that all is well
            var (exit, said) = await run.Ended();
            Assert.Equal(1, exit);
            var line = Assert.Single(said.Split('\n'), line => line.StartsWith("outcome Failed", StringComparison.Ordinal));
            Assert.Contains("cannot be synced: Read-only file system", line, StringComparison.Ordinal);
            output.WriteLine(line);
        }

        disk.Strike(null, Acknowledged(disk, folder));
        var steps = await NothingIsLost(folder);
        await End(disk, folder, "overlapped", steps + 500);
        Assert.True(await NothingIsLost(folder) >= steps + 500);
    }

    [PowerLossFact]
    public async Task A_new_segment_whose_name_cannot_be_synced_is_tried_again_under_another()
    {
        using var disk = new PowerLoss();
        var folder = FolderOn(disk);
        using (var run = RunProcess.Start(folder, "overlapped", Endless, variables: disk.Variables, durability: Durability.Machine))
        {
            await run.UntilMore(40);
            disk.RefuseSync(ofFolder: true);
            await run.UntilSaid("segments cannot be synced: Read-only file system");
            await run.UntilSaid("can be written again");
            await run.UntilMore(40);
            await run.Kill();
        }

        disk.Strike(null, Acknowledged(disk, folder));
        await End(disk, folder, "overlapped", await NothingIsLost(folder) + 500);
        await NothingIsLost(folder);
    }

    private static RunFolder FolderOn(PowerLoss disk) => new(Path.Combine(disk.Root, "runs", "counter")); // neither is there yet

    private static string Acknowledged(PowerLoss disk, RunFolder folder) => Path.GetRelativePath(disk.Root, Path.Combine(folder.Path, ChildProgram.Acknowledged));

    private static async Task<string> End(PowerLoss disk, RunFolder folder, string schedule, long steps, Durability durability = Durability.Machine)
    {
        using var run = RunProcess.Start(folder, schedule, steps, variables: disk.Variables, durability: durability);
        var (exit, said) = await run.Ended();
        Assert.True(exit == 0, said);
        return said;
    }

    /// <summary>Power goes after some more chunks were acknowledged, every fourth time within a second and a half of the start; strictly and not, in turns. Looks at the checkpoints.</summary>
    private async Task Lose(PowerLoss disk, RunFolder folder, string schedule, long steps, int loss, RandomState random)
    {
        int? chunks = loss % 4 == 0 ? null : 1 + (int)random.NextInt64(80);
        var (pause, order) = (random.NextInt64(chunks is null ? 1_500 : 50), new RandomState(random.NextUInt64()));
        using (var run = RunProcess.Start(folder, schedule, steps, variables: disk.Variables, durability: Durability.Machine))
        {
            if (chunks is { } more) await run.UntilMore(more);
            await Await.For(TimeSpan.FromMilliseconds(pause));
            await run.Kill();
            Assert.DoesNotContain("violation", run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("PowerLoss:", run.Output, StringComparison.Ordinal);
        }

        var recorded = OpenRun.Lines(folder.Log).Select(line => Regex.Match(line, "Checkpoint [^:]*: update ([0-9]+)")).LastOrDefault(line => line.Success)?.Groups[1].Value ?? "0";
        disk.Strike(loss % 2 == 1 ? null : order, Acknowledged(disk, folder));
        var (kept, newest) = await Copied(folder, copy => Task.FromResult(Whole(copy)));
        output.WriteLine($"loss {loss}, {(loss % 2 == 1 ? "nothing unsynced stays" : "anything unsynced may stay")}, {(chunks is null ? "soon after its start" : $"after {chunks} more chunks")}: {kept} steps; checkpoint {newest}, recorded {recorded}");
        Assert.True(newest >= long.Parse(recorded, CultureInfo.InvariantCulture), $"the checkpoint of update {recorded} was recorded, and the newest is of update {newest}");
    }

    private static Task<long> NothingIsLost(RunFolder folder) =>
        OpenRun.Lines(Path.Combine(folder.Path, ChildProgram.Acknowledged)).Count == 0 ? Task.FromResult(0L) : Copied(folder, copy => ReplayAudit.NothingIsLost(copy, null));

    /// <summary>What <c>doctor --run</c> reads must be whole. Gives the steps, and the update of the newest checkpoint.</summary>
    private static (long Steps, long Newest) Whole(RunFolder folder)
    {
        if (!File.Exists(folder.Journal)) return (0, 0);
        var found = RunInspection.Of(folder, File.Exists(folder.Config) ? ConfigurationReader.Stored(folder).Journal : new JournalOptions());
        var damage = found.JournalDamage.Concat(found.SegmentDamage).Concat(found.UnusableCheckpoints.Select(checkpoint => $"{checkpoint.Folder}: {checkpoint.Damage}"));
        Assert.True(found.IsWhole || found.Log.Run is null, string.Join("; ", damage));
        LearningCurve.Read(folder);
        return (found.Log.Steps, found.WholeCheckpoints.IsEmpty ? 0 : found.WholeCheckpoints[^1].Cut.Update);
    }

    /// <summary>Looks at a copy: to read a journal is to mend it.</summary>
    private static async Task<T> Copied<T>(RunFolder folder, Func<RunFolder, Task<T>> look)
    {
        var copy = TestRuns.Folder();
        Directory.CreateDirectory(copy.Path);
        try
        {
            foreach (var file in Directory.Exists(folder.Path) ? Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories) : [])
            {
                var to = Path.Combine(copy.Path, Path.GetRelativePath(folder.Path, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }

            return await look(copy);
        }
        finally
        {
            Directory.Delete(copy.Path, recursive: true);
        }
    }
}
