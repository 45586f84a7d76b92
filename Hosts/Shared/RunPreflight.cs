using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Models.Native;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AkkaDreamer.Hosts;

/// <summary>What can be known to be broken before any actor starts, said in one line instead of by a crash: a native library, a damaged journal or one that is not there, a folder that was copied in part, a port that is taken.</summary>
public static class RunPreflight
{
    /// <summary>Throws what loading libtorch throws, or <see cref="CommandFailedException"/>.</summary>
    public static void Check(RunSetup setup)
    {
        if (setup.Configuration.Cluster is { IsOn: true } cluster && ListeningPort.Refused(cluster) is { } refused) throw new CommandFailedException(refused);
        TensorMachine.Load();
        var journal = setup.Configuration.Journal;
        var survives = setup.Configuration.Cluster.IsOn ? Durability.Machine : setup.Configuration.Replay.Durability;
        if (journal.Database == JournalDatabase.Postgresql && journal.Connection.Length > 0) CheckDatabase(journal.Connection, survives); // without a connection the run says what it lacks
        if (setup.Resumes && journal.Database == JournalDatabase.Sqlite) CheckJournal(setup.Folder);
    }

    /// <summary>Throws <see cref="CommandFailedException"/> when the journal's PostgreSQL database does not answer, or does not keep what its durability promises.</summary>
    public static void CheckDatabase(string connection, Durability survives)
    {
        try
        {
            using var database = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
            database.Open();
            if (survives == Durability.Machine) CheckThatItSyncs(database);
        }
        catch (Exception fault) when (fault is NpgsqlException or ArgumentException or TimeoutException)
        {
            throw new CommandFailedException($"The journal's database cannot be reached: {fault.GetBaseException().Message.ReplaceLineEndings(" ")} (dreamer.journal.connection, or the environment variable DREAMER_POSTGRES)");
        }
    }

    private static void CheckThatItSyncs(NpgsqlConnection database)
    {
        using var command = new NpgsqlCommand("SELECT string_agg(name || ' = off', ', ' ORDER BY name) FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') AND setting = 'off'", database);
        if (command.ExecuteScalar() is string off)
            throw new CommandFailedException($"What is acknowledged is to survive a loss of power (a cluster, or dreamer.replay.durability = machine), but the journal's database has {off}; turn it on there, or with durability = process, without a cluster, do without");
    }

    /// <summary>Throws <see cref="CommandFailedException"/> when journal.db is missing although there are segments, or is damaged.</summary>
    public static void CheckJournal(RunFolder folder)
    {
        if (!File.Exists(folder.Journal))
        {
            var segments = Directory.Exists(folder.Segments) && Directory.EnumerateFileSystemEntries(folder.Segments).Any();
            if (segments) throw new CommandFailedException($"{folder} has segments but no journal.db, which says what they mean; bring it back, or begin a new run in another folder; if a repair was cut short, `doctor --run DIR --repair` ends it");
            return;
        }

        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Journal, Pooling = false }.ConnectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "pragma quick_check(1)";
            if (command.ExecuteScalar() is string verdict and not "ok") throw new CommandFailedException($"The journal {folder.Journal} is damaged: {verdict}");
        }
        catch (SqliteException damage)
        {
            throw new CommandFailedException($"The journal {folder.Journal} is damaged: {damage.Message}");
        }
    }
}
