using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Repairing;
using Microsoft.Data.Sqlite;

namespace AkkaDreamer.Actors.Run;

/// <summary>The run folder's SQLite journal, before Akka.Persistence opens it.</summary>
public static class JournalFile
{
    /// <summary>
    /// Makes it write ahead (<c>journal_mode = WAL</c>, which the file remembers): one sync a transaction instead of several, and readers that do not wait.
    /// Throws <see cref="ConfigurationException"/>, one line, when the file is no database, damaged, or cannot be written, and when it is missing although there are steps: a new journal would know of none, and they would go.
    /// </summary>
    public static void Prepare(RunFolder folder)
    {
        if (!File.Exists(folder.Journal)) RefuseToForget(folder);
        try
        {
            SQLitePCL.Batteries_V2.Init();
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Journal, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL";
            command.ExecuteScalar();
        }
        catch (SqliteException cause)
        {
            throw new ConfigurationException($"{folder.Journal} cannot be used as a journal: {cause.Message.TrimEnd('.')}; if it is damaged, put back a copy or give --run another folder");
        }
    }

    private static void RefuseToForget(RunFolder folder)
    {
        if (File.Exists(RunRepair.NewJournal(folder))) throw new ConfigurationException($"{folder}: a repair was cut short; `doctor --run {folder} --repair` ends it");
        if (Directory.Exists(folder.Segments) && Directory.EnumerateFiles(folder.Segments).Any())
            throw new ConfigurationException($"{folder.Journal} is missing, and only it says what the files in segments/ are; put it back, or give --run another folder");
    }
}
