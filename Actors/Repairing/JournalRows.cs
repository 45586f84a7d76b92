using System.Data.Common;
using System.Runtime.Serialization;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Actors.Serialization;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AkkaDreamer.Actors.Repairing;

/// <summary>
/// The rows of one run in the tables of Akka.Persistence.Sql (its default table mapping), without any actor system: for looking at a journal that may be damaged, and for cutting it.
/// Methods throw <see cref="DbException"/> when the database itself cannot be read.
/// </summary>
internal sealed class JournalRows : IDisposable
{
    /// <summary>How the damage of a row is said that is none: a later version of this program wrote it.</summary>
    public const string WrittenByNewer = "was written by a newer version of AkkaDreamer";

    private readonly DbConnection connection;
    private readonly string id;

    private JournalRows(DbConnection connection, string id) => (this.connection, this.id) = (connection, id);

    /// <summary>The rows of the run in a folder. Throws <see cref="ConfigurationException"/> when the journal is on a server and <paramref name="journal"/> does not say how to reach it.</summary>
    public static JournalRows Open(RunFolder folder, JournalOptions journal, bool writes)
    {
        if (journal.Database == JournalDatabase.Postgresql && journal.Connection.Length == 0)
            throw new ConfigurationException("the journal is in PostgreSQL: set dreamer.journal.connection, or the environment variable DREAMER_POSTGRES");
        if (journal.Database == JournalDatabase.Postgresql && !File.Exists(folder.JournalAddress)) throw new ConfigurationException($"{folder.JournalAddress} is missing: it says which run in the database this is");
        if (journal.Database == JournalDatabase.Sqlite && !File.Exists(folder.Journal)) throw new ConfigurationException($"{folder.Journal} is missing: it says what the segments mean");
        SQLitePCL.Batteries_V2.Init();
        DbConnection connection = journal.Database == JournalDatabase.Sqlite
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Journal, Pooling = false, Mode = writes ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly }.ConnectionString)
            : new NpgsqlConnection(journal.Connection);
        try
        {
            connection.Open();
            return new JournalRows(connection, JournalName.Of(folder, journal));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Facts after the one of this number, in order. A row that the database itself cannot give is damage of the fact that was due, and the last that is given.</summary>
    public IEnumerable<StoredFact> FactsAfter(long number)
    {
        using var command = Command("SELECT sequence_number, manifest, message FROM journal WHERE persistence_id = @id AND sequence_number > @number ORDER BY sequence_number", ("number", number));
        using var reader = Try(command.ExecuteReader, out var damage);
        for (var due = number + 1; ; due++)
        {
            if (damage is null && Try(() => reader!.Read(), out damage) is false && damage is null) yield break;
            var fact = damage is null ? Try(() => Fact(reader!), out damage) : null;
            yield return fact ?? new StoredFact(due, null, damage);
            if (fact is null) yield break;
            due = fact.Number;
        }
    }

    /// <summary>Snapshots, newest first.</summary>
    public List<StoredSnapshot> Snapshots()
    {
        using var command = Command("SELECT sequence_number, manifest, snapshot FROM snapshot WHERE persistence_id = @id ORDER BY sequence_number DESC");
        using var reader = command.ExecuteReader();
        var found = new List<StoredSnapshot>();
        while (reader.Read())
        {
            var (number, log, damage) = Content<ReplaySnapshot>(reader);
            found.Add(new StoredSnapshot(number, log, damage));
        }

        return found;
    }

    /// <summary>Deletes facts and snapshots from this number on, and the snapshots of these numbers, all or nothing.</summary>
    public void Cut(long from, IEnumerable<long> snapshots)
    {
        using var transaction = connection.BeginTransaction();
        Delete("DELETE FROM journal WHERE persistence_id = @id AND sequence_number >= @number", from);
        Delete("DELETE FROM snapshot WHERE persistence_id = @id AND sequence_number >= @number", from);
        foreach (var number in snapshots) Delete("DELETE FROM snapshot WHERE persistence_id = @id AND sequence_number = @number", number);
        transaction.Commit();

        void Delete(string statement, long number)
        {
            using var command = Command(statement, ("number", number));
            command.Transaction = transaction;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>
    /// Copies facts and snapshots of these numbers into an empty SQLite file: with tables and indices as they are here where this is SQLite too (a damaged page elsewhere stays behind), else in plain tables of the same columns.
    /// </summary>
    public void CopyTo(string file, long from, long to, IReadOnlySet<long>? withoutSnapshots = null)
    {
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        copy.Open();
        using var transaction = copy.BeginTransaction();
        var defined = connection is SqliteConnection;
        if (defined)
        {
            using var tables = Command("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'");
            using var reader = tables.ExecuteReader();
            while (reader.Read()) Execute(copy, transaction, reader.GetString(0), []);
        }

        foreach (var table in new[] { "journal", "snapshot" })
        {
            using var command = Command($"SELECT * FROM {table} WHERE persistence_id = @id AND sequence_number >= @from AND sequence_number <= @to ORDER BY sequence_number", ("from", from), ("to", to));
            using var reader = command.ExecuteReader();
            var columns = Enumerable.Range(0, reader.FieldCount).Select(i => $"\"{reader.GetName(i)}\"").ToArray();
            if (!defined) Execute(copy, transaction, $"CREATE TABLE {table} ({string.Join(", ", columns)})", []);
            var number = reader.GetOrdinal("sequence_number");
            var insert = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"$p{i}"))})";
            while (reader.Read())
            {
                if (table == "snapshot" && withoutSnapshots?.Contains(reader.GetInt64(number)) == true) continue;
                var values = new object[columns.Length];
                reader.GetValues(values);
                Execute(copy, transaction, insert, values);
            }
        }

        transaction.Commit();
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private static StoredFact Fact(DbDataReader reader)
    {
        var (number, fact, damage) = Content<IReplayFact>(reader);
        return new StoredFact(number, fact, damage);
    }

    private static (long Number, T? Content, string? Damage) Content<T>(DbDataReader reader)
        where T : class
    {
        var number = reader.GetInt64(0);
        var manifest = reader.IsDBNull(1) ? "" : reader.GetString(1);
        try
        {
            if (!MessageCodecs.ByManifest.TryGetValue(manifest, out var codec)) return (number, null, IsNewer(manifest) ? $"'{manifest}' {WrittenByNewer}" : $"'{manifest}' is not known to this version");
            return codec.Read(reader.GetFieldValue<byte[]>(2)) is T content ? (number, content, null) : (number, null, $"'{manifest}' has no place here");
        }
        catch (Exception damage) when (damage is SerializationException or InvalidProtocolBufferException or ArgumentException or IndexOutOfRangeException or OverflowException or InvalidOperationException)
        {
            return (number, null, damage.Message);
        }
    }

    // A name that is known, with a version behind those that are.
    private static bool IsNewer(string manifest) =>
        manifest.Split('/') is [var name, var version] && int.TryParse(version, out var number) && MessageCodecs.ByManifest.ContainsKey($"{name}/1") && number > 1;

    private static T? Try<T>(Func<T> read, out string? damage)
    {
        try
        {
            damage = null;
            return read();
        }
        catch (DbException fault)
        {
            damage = fault.Message.TrimEnd('.');
            return default;
        }
    }

    private static void Execute(SqliteConnection file, SqliteTransaction transaction, string statement, object[] values)
    {
        using var command = file.CreateCommand();
        (command.CommandText, command.Transaction) = (statement, transaction);
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"$p{i}", values[i]);
        command.ExecuteNonQuery();
    }

    private DbCommand Command(string statement, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        foreach (var (name, value) in parameters.Prepend(("id", id)))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
