using System.Collections.Concurrent;
using AkkaDreamer.Actors.Checkpointing;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Repairing;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Hosts;
using AkkaDreamer.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AkkaDreamer.Tests.Repairing;

/// <summary>Whole runs whose files are damaged afterwards: what the doctor finds, what repair takes away, and that training goes on.</summary>
public sealed class RunRepairTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly RunFolder folder = TestRuns.Folder();
    private readonly ConcurrentQueue<string> violations = [];

    public void Dispose() => Directory.Delete(folder.Path, recursive: true);

    [Fact]
    public async Task A_whole_run_is_whole_and_repair_takes_nothing_away()
    {
        await Run(600);
        var found = RunInspection.Of(folder, new JournalOptions());
        Assert.True(found.IsWhole, Said(found));
        Assert.Equal(600, found.Log.Steps);
        Assert.Equal(2, found.WholeCheckpoints.Length);
        Assert.NotEqual(0, found.Chunks);
        Assert.Empty(RunRepair.Repair(folder, new JournalOptions()));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "before-repair-1")));
    }

    [Theory]
    [InlineData(0.35)]
    [InlineData(0.9)]
    public async Task A_flipped_bit_in_a_fact_stops_the_run_with_one_line_and_after_repair_it_goes_on_from_what_is_whole(double place)
    {
        await Run(600);
        var last = RunInspection.Of(folder, new JournalOptions()).LastWholeFact;
        var damaged = (long)(place * last);
        Execute($"UPDATE journal SET message = CAST(message || x'00' AS BLOB) WHERE sequence_number = {damaged}");

        var refused = await Run(800);
        Assert.Equal(RunEnd.Failed, refused.End);
        Assert.Contains("is damaged", refused.Line);
        Assert.Contains("doctor --run DIR --repair", refused.Line);

        var found = RunInspection.Of(folder, new JournalOptions());
        Assert.Equal(damaged - 1, found.LastWholeFact);
        Assert.Contains($"fact {damaged}: ", Assert.Single(found.JournalDamage));
        Assert.Contains($"behind fact {damaged - 1}", RunRepair.Repair(folder, new JournalOptions())[0]);
        Assert.True(File.Exists(Path.Combine(folder.Path, "before-repair-1", "journal.db")));
        var left = RunInspection.Of(folder, new JournalOptions());
        Assert.True(left.IsWhole, Said(left));
        Assert.InRange(left.Log.Steps, 1, 599);

        var resumed = await Run(800);
        Assert.Equal((RunEnd.BudgetReached, 800), (resumed.End, resumed.Steps));
        Assert.Empty(violations);
    }

    [Fact]
    public async Task A_repair_that_was_cut_short_between_the_two_journals_is_ended_by_the_next()
    {
        await Run(300);
        Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        var whole = RunInspection.Of(folder, new JournalOptions()).LastWholeFact;
        SqliteConnection.ClearAllPools();
        File.Move(folder.Journal, folder.Journal + ".new");
        File.WriteAllText(folder.Journal + "-wal", "of the old one");
        Assert.Contains("doctor --run DIR --repair", Assert.Throws<CommandFailedException>(() => RunPreflight.CheckJournal(folder)).Message);
        Assert.Equal("ended a repair that was cut short", Assert.Single(RunRepair.Repair(folder, new JournalOptions())));
        Assert.Equal(whole, RunInspection.Of(folder, new JournalOptions()).LastWholeFact);
        Assert.Equal(RunEnd.BudgetReached, (await Run(400)).End);
    }

    [Fact]
    public async Task A_fact_that_is_gone_is_noticed()
    {
        await Run(300);
        Execute("DELETE FROM journal WHERE sequence_number = 12");
        var found = RunInspection.Of(folder, new JournalOptions());
        Assert.Equal(11, found.LastWholeFact);
        Assert.Contains("facts 12 to 12 are not there", found.JournalDamage);
    }

    [Fact]
    public async Task A_byte_flipped_anywhere_in_the_database_never_costs_more_than_what_lies_behind_it()
    {
        await Run(300);
        Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        var whole = await File.ReadAllBytesAsync(folder.Journal);
        var random = new Random(5);
        var repaired = 0;
        for (var flip = 0; flip < 200; flip++)
        {
            var bytes = whole.ToArray();
            bytes[random.Next(100, bytes.Length)] ^= (byte)(1 << random.Next(8)); // the first hundred say that this is a database at all
            foreach (var file in Directory.GetFiles(folder.Path, "journal.db-*")) File.Delete(file);
            await File.WriteAllBytesAsync(folder.Journal, bytes);
            try
            {
                if (RunRepair.Repair(folder, new JournalOptions()).IsEmpty) continue;
                repaired++;
            }
            catch (Exception refused) when (refused is ConfigurationException or SqliteException)
            {
                Assert.Equal(bytes, await File.ReadAllBytesAsync(folder.Journal)); // said, and nothing changed
                continue;
            }

            var left = RunInspection.Of(folder, new JournalOptions());
            Assert.True(left.JournalDamage.IsEmpty, Said(left));
            Restore();
        }

        Assert.InRange(repaired, 5, 200);

        // Checkpoints that were set aside with the facts that named them.
        void Restore()
        {
            foreach (var copy in Directory.GetDirectories(folder.Path, "before-repair-*"))
            {
                foreach (var kind in new[] { "checkpoints", "segments" })
                    foreach (var entry in Directory.Exists(Path.Combine(copy, kind)) ? Directory.GetFileSystemEntries(Path.Combine(copy, kind)) : []) Directory.Move(entry, Path.Combine(folder.Path, kind, Path.GetFileName(entry)));
                Directory.Delete(copy, recursive: true);
            }
        }
    }

    [Fact]
    public async Task A_checkpoint_torn_at_any_of_many_places_is_found_and_the_one_before_it_serves()
    {
        await Run(600);
        var newest = RunInspection.Of(folder, new JournalOptions()).WholeCheckpoints[^1];
        var tears = 0;
        foreach (var file in Directory.GetFiles(Path.Combine(folder.Path, newest.Folder)))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            foreach (var length in Enumerable.Range(0, 80).Select(i => bytes.Length * i / 80).Distinct())
            {
                await File.WriteAllBytesAsync(file, bytes[..length]);
                Assert.ThrowsAny<InvalidDataException>(() => new CheckpointStore(folder.Path).Load(newest));
                tears++;
            }

            await File.WriteAllBytesAsync(file, bytes);
        }

        Assert.InRange(tears, 200, int.MaxValue);
        var part = Path.Combine(folder.Path, newest.Folder, "imagination.safetensors");
        await File.WriteAllBytesAsync(part, (await File.ReadAllBytesAsync(part))[..^1]);
        var unusable = Assert.Single(RunInspection.Of(folder, new JournalOptions()).UnusableCheckpoints);
        Assert.Equal(newest.Folder, unusable.Folder);
        Assert.Contains("imagination.safetensors is torn", unusable.Damage);
        Assert.Contains(RunRepair.Repair(folder, new JournalOptions()), line => line.StartsWith($"set aside {newest.Folder}", StringComparison.Ordinal));
        Assert.True(RunInspection.Of(folder, new JournalOptions()).IsWhole);
        Assert.Equal(RunEnd.BudgetReached, (await Run(800)).End);
        Assert.Empty(violations);
    }

    [Fact]
    public async Task A_checkpoint_that_no_fact_names_yet_is_no_damage_and_is_set_aside_only_with_facts_that_are_lost()
    {
        await Run(600);
        var newest = RunInspection.Of(folder, new JournalOptions()).WholeCheckpoints[^1].Folder;
        Execute($"DELETE FROM journal WHERE sequence_number >= (SELECT max(sequence_number) FROM journal WHERE instr(message, CAST('{Path.GetFileName(newest)}' AS BLOB)) > 0)"); // as if it had died before it said so
        var found = RunInspection.Of(folder, new JournalOptions());
        Assert.True(found.IsWhole, Said(found));
        Assert.Equal(newest, Assert.Single(found.UnknownCheckpoints));
        Assert.Empty(RunRepair.Repair(folder, new JournalOptions()));

        Execute("UPDATE journal SET message = CAST(message || x'00' AS BLOB) WHERE sequence_number = (SELECT max(sequence_number) FROM journal)");
        Assert.Contains(RunRepair.Repair(folder, new JournalOptions()), line => line.StartsWith("set aside", StringComparison.Ordinal) && line.Contains(newest, StringComparison.Ordinal));
        Assert.True(Directory.Exists(Path.Combine(folder.Path, "before-repair-1", newest)));
        Assert.Equal(RunEnd.BudgetReached, (await Run(800)).End);
        Assert.Empty(violations);
    }

    [Fact]
    public async Task Damaged_steps_are_named_and_repair_leaves_them_to_training_which_goes_on_without_them()
    {
        await Run(600);
        var segment = Directory.GetFiles(folder.Segments).Order().First();
        var bytes = await File.ReadAllBytesAsync(segment);
        bytes[bytes.Length / 2] ^= 4;
        await File.WriteAllBytesAsync(segment, bytes);
        var found = RunInspection.Of(folder, new JournalOptions());
        Assert.Contains(Path.GetFileName(segment), Assert.Single(found.SegmentDamage));
        Assert.Empty(RunRepair.Repair(folder, new JournalOptions()));
        var resumed = await Run(800);
        Assert.Equal((RunEnd.BudgetReached, 800), (resumed.End, resumed.Steps));
        Assert.Empty(violations);
    }

    [Fact]
    public async Task A_run_that_goes_on_is_not_repaired()
    {
        await Run(100);
        using (RunFolderLock.Take(folder))
            Assert.Contains("is in use by another process", Assert.Throws<ConfigurationException>(() => RunRepair.Repair(folder, new JournalOptions())).Message);
    }

    private static string Said(RunInspection found) => string.Join('\n', found.JournalDamage.Concat(found.SegmentDamage).Concat(found.UnusableCheckpoints.Select(other => $"{other.Folder}: {other.Damage}")));

    private void Execute(string statement)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Journal, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private async Task<RunOutcome> Run(long steps)
    {
        FakeAgent? agent = null;
        var run = TrainingRun.Start(TestRuns.Setup(folder, TestRuns.Counter(Schedule.Overlapped, steps)), spaces => agent = TestRuns.CheckedAgent(spaces));
        var outcome = await run.Outcome.WaitAsync(Limit);
        foreach (var violation in agent!.Violations) violations.Enqueue(violation);
        return outcome;
    }
}
