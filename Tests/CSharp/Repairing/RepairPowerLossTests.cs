using System.Diagnostics;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Repairing;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;
using Xunit.Abstractions;

namespace AkkaDreamer.Tests.Repairing;

/// <summary>A repair that the power is taken from before every single sync, rename and deletion (<see cref="PowerLoss"/>) keeps what one that was let end keeps.</summary>
public sealed class RepairPowerLossTests(ITestOutputHelper output)
{
    [PowerLossFact]
    public async Task A_repair_that_loses_power_at_any_moment_can_be_made_again_and_keeps_the_same_facts()
    {
        using var disk = new PowerLoss();
        var folder = new RunFolder(Path.Combine(disk.Root, "run"));
        using (var run = RunProcess.Start(folder, "overlapped", 10_000_000, variables: disk.Variables, durability: Durability.Machine))
        {
            await run.UntilMore(100);
            await run.Kill();
        }

        disk.Strike(null, "none");
        var damaged = TestRuns.Folder();
        try
        {
            var whole = Damage(folder, damaged);
            var random = new RandomState(8);
            var exit = 137;
            for (var lasts = 0; exit == 137; lasts++)
            {
                Directory.Delete(folder.Path, recursive: true);
                Copy(damaged, folder);
                using (var repair = Process.Start(How(disk, folder, lasts))!)
                {
                    await repair.WaitForExitAsync().WaitAsync(Await.Limit);
                    exit = repair.ExitCode;
                }

                Assert.True(exit is 0 or 137, $"it ended with {exit}");
                disk.Strike(lasts % 2 == 0 ? null : random, "none");
                var files = string.Join(' ', Directory.EnumerateFiles(folder.Path, "journal.db*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
                var done = RunRepair.Repair(folder, new JournalOptions());
                output.WriteLine($"{(exit == 0 ? "nothing" : "a loss")} after {lasts} left {files}: {(done.IsEmpty ? "whole" : done[0])}");
                var found = RunInspection.Of(folder, new JournalOptions());
                Assert.True(found.JournalDamage.IsEmpty, string.Join("; ", found.JournalDamage));
                Assert.Equal(whole, found.LastWholeFact);
            }
        }
        finally
        {
            Directory.Delete(damaged.Path, recursive: true);
        }
    }

    private static ProcessStartInfo How(PowerLoss disk, RunFolder folder, int lasts)
    {
        var how = new ProcessStartInfo("dotnet", ["exec", typeof(RepairPowerLossTests).Assembly.Location, "repair", folder.Path]);
        foreach (var (name, value) in disk.Variables) how.Environment[name] = value;
        how.Environment["POWER_LASTS"] = $"{lasts}";
        return how;
    }

    /// <summary>A copy of a run with a damaged fact, its newest facts still in the log that SQLite keeps beside the database. Gives the number of the last whole one.</summary>
    private static long Damage(RunFolder folder, RunFolder damaged)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Journal, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE journal SET message = CAST(message || x'00' AS BLOB) WHERE sequence_number = (SELECT max(sequence_number) - 3 FROM journal) RETURNING sequence_number - 1";
        var last = (long)command.ExecuteScalar()!;
        Copy(folder, damaged);
        Assert.True(new FileInfo(damaged.Journal + "-wal").Length > 0);
        return last;
    }

    private static void Copy(RunFolder from, RunFolder to)
    {
        foreach (var file in Directory.EnumerateFiles(from.Path, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to.Path, Path.GetRelativePath(from.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
