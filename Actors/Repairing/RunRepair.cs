using System.Collections.Immutable;
using AkkaDreamer.Actors.Cluster.Leasing;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using Microsoft.Data.Sqlite;

namespace AkkaDreamer.Actors.Repairing;

/// <summary>
/// Cuts a run back to its last whole state, and keeps a copy of what it cuts in <c>before-repair-N/</c> of the run folder: facts behind the first damaged one, with the segments and checkpoints that only they name; snapshots that cannot be read; checkpoints that
/// cannot be used. Damaged chunks of steps stay where they are: training leaves them out, with a line in run.log.
/// </summary>
public static class RunRepair
{
    /// <summary>
    /// Repairs what <see cref="RunInspection"/> finds; what was done, one line for each, nothing when all is whole. Throws <see cref="ConfigurationException"/>, one line, when another process has the run, or when what is
    /// left is no run (its very first fact is damaged); nothing has changed then.
    /// </summary>
    public static ImmutableArray<string> Repair(RunFolder folder, JournalOptions journal)
    {
        using var folderLock = RunFolderLock.Take(folder);
        RefuseWhileLearning(folder, journal);
        var done = ImmutableArray.CreateBuilder<string>();
        if (journal.Database == JournalDatabase.Sqlite && !File.Exists(folder.Journal) && File.Exists(NewJournal(folder)))
        {
            PutNewJournal(folder);
            done.Add("ended a repair that was cut short");
        }

        var found = RunInspection.Of(folder, journal);
        if (found.JournalDamage.IsEmpty && found.UnusableCheckpoints.IsEmpty) return done.ToImmutable();
        if (found.JournalDamage.FirstOrDefault(line => line.Contains(JournalRows.WrittenByNewer, StringComparison.Ordinal)) is { } newer) throw new ConfigurationException($"{folder}: {newer}; it is not damaged: use that version");
        if (found.Log.Run is null) throw new ConfigurationException($"{folder}: the first fact of the journal is damaged, so nothing can be kept; put back a copy of the journal, or begin a new run in another folder");
        var copy = Copy(folder);
        if (!found.JournalDamage.IsEmpty)
        {
            CutJournal(folder, journal, copy, found);
            done.Add(found.FactsLost > 0 ? $"cut the journal behind fact {found.LastWholeFact}: {found.FactsLost} lost" : "removed snapshots that could not be read; all facts are there");
            if (found.FactsLost > 0)
            {
                foreach (var file in found.UnknownSegments) Move(Path.Combine(folder.Segments, file), Path.Combine(copy, "segments", file));
                if (found.UnknownSegments.Length > 0) done.Add($"set aside {found.UnknownSegments.Length} segments that no fact names any more");
                foreach (var checkpoint in found.UnknownCheckpoints) Move(Path.Combine(folder.Path, checkpoint), Path.Combine(copy, checkpoint));
                if (found.UnknownCheckpoints.Length > 0) done.Add($"set aside {string.Join(", ", found.UnknownCheckpoints)}: no fact names them any more");
            }
        }

        foreach (var (checkpoint, damage) in found.UnusableCheckpoints)
        {
            Move(Path.Combine(folder.Path, checkpoint), Path.Combine(copy, checkpoint));
            done.Add($"set aside {checkpoint}: {damage}");
        }

        done.Add($"what was taken away is in {copy}");
        return done.ToImmutable();
    }

    /// <summary>A learner that others may stand in for holds no lock on the folder but a row in the database.</summary>
    private static void RefuseWhileLearning(RunFolder folder, JournalOptions journal)
    {
        if (journal.Database != JournalDatabase.Postgresql) return;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var row = new LearnerRow(journal.Connection, JournalName.Of(folder, journal));
        if (row.ReadAsync(patience.Token).GetAwaiter().GetResult() is { IsExpired: false } tenure)
            throw new ConfigurationException($"{folder} is in use: {tenure.Owner} learns in it, or did a few seconds ago; stop that one first");
    }

    private static string Copy(RunFolder folder)
    {
        var number = 1;
        while (Directory.Exists(Place(number))) number++;
        return Directory.CreateDirectory(Place(number)).FullName;

        string Place(int n) => Path.Combine(folder.Path, $"before-repair-{n}");
    }

    private static void CutJournal(RunFolder folder, JournalOptions journal, string copy, RunInspection found)
    {
        if (journal.Database != JournalDatabase.Sqlite)
        {
            using var server = JournalRows.Open(folder, journal, writes: true);
            server.CopyTo(Path.Combine(copy, Path.GetFileName(folder.Journal)), 0, long.MaxValue);
            server.Cut(found.LastWholeFact + 1, found.DamagedSnapshots);
            return;
        }

        // Made anew from what is whole: a page of the old file may be damaged where nobody has looked.
        var whole = NewJournal(folder);
        File.Delete(whole);
        using (var rows = JournalRows.Open(folder, journal, writes: false)) rows.CopyTo(whole, found.Snapshot, found.LastWholeFact, found.DamagedSnapshots.ToHashSet());
        SqliteConnection.ClearAllPools(); // connections to the old file that a run in this process left
        var old = Directory.GetFiles(folder.Path, Path.GetFileName(folder.Journal) + "*").Where(file => file != whole).ToArray();
        foreach (var file in old)
        {
            var kept = Path.Combine(copy, Path.GetFileName(file));
            File.Copy(file, kept);
            DiskSync.File(kept);
        }

        DiskSync.Folder(copy);
        DiskSync.CreateFolder(copy);

        // Whenever this ends too soon, the old journal is there with all that is beside it, or none is, and the new one whole.
        File.Delete(folder.Journal);
        DiskSync.Folder(folder.Path);
        PutNewJournal(folder);
    }

    /// <summary>Where the journal that a repair makes is, until it is whole and put in the place of the old one.</summary>
    internal static string NewJournal(RunFolder folder) => folder.Journal + ".new";

    private static void PutNewJournal(RunFolder folder)
    {
        foreach (var file in Directory.GetFiles(folder.Path, $"{Path.GetFileName(folder.Journal)}-*")) File.Delete(file); // what SQLite keeps beside a database belongs to that one
        DiskSync.Folder(folder.Path);
        File.Move(NewJournal(folder), folder.Journal);
        DiskSync.Folder(folder.Path);
    }

    private static void Move(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (Directory.Exists(from)) Directory.Move(from, to);
        else File.Move(from, to);
    }
}
