using System.Data;
using System.Data.Common;
using Akka.Configuration;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Akka.Persistence.Sql;

/// <summary>A database by provider name and connection string: connections, transactions, and what its SQL calls things.</summary>
internal sealed class Database
{
    private readonly string _connectionString;
    private readonly IsolationLevel _writing;

    /// <exception cref="ConfigurationException">Neither SQLite nor PostgreSQL, or an unknown isolation level.</exception>
    public Database(Config config)
    {
        var provider = config.GetString("provider-name", "");
        IsSqlite = provider.StartsWith("SQLite", StringComparison.OrdinalIgnoreCase);
        if (!IsSqlite && !provider.StartsWith("PostgreSQL", StringComparison.OrdinalIgnoreCase))
            throw new ConfigurationException($"provider-name is '{provider}'; this stand-in has SQLite, SQLite.MS, PostgreSQL and PostgreSQL.15");
        if (IsSqlite)
            SQLitePCL.Batteries_V2.Init();
        _connectionString = config.GetString("connection-string", "");
        _writing = Level(config.GetString("write-isolation-level", "unspecified"));
    }

    public bool IsSqlite { get; }

    /// <summary>Quotes a name.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    /// <summary>Quotes a table's name, with its schema if it has one.</summary>
    public static string Name(string schema, string table) => string.IsNullOrEmpty(schema) ? Name(table) : $"{Name(schema)}.{Name(table)}";

    public static DbCommand Command(DbConnection connection, DbTransaction transaction, string sql, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <summary>Runs on the thread pool: SQLite's own calls block.</summary>
    public Task<T> Read<T>(Func<DbConnection, Task<T>> read, CancellationToken token) => Task.Run(async () =>
    {
        await using var connection = await Open(token).ConfigureAwait(false);
        return await read(connection).ConfigureAwait(false);
    }, token);

    /// <summary>One transaction: everything, or nothing and an exception.</summary>
    public Task Write(Func<DbConnection, DbTransaction, Task> write, CancellationToken token) => Task.Run(async () =>
    {
        await using var connection = await Open(token).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(_writing, token).ConfigureAwait(false);
        try
        {
            await write(connection, transaction).ConfigureAwait(false);
            await transaction.CommitAsync(token).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            try
            {
                await transaction.RollbackAsync(token).ConfigureAwait(false);
            }
            catch (Exception another)
            {
                throw new AggregateException("The transaction failed, and so did its rollback.", another, fault);
            }

            throw;
        }
    }, token);

    /// <summary>Creates tables; several processes may try at once.</summary>
    public Task Define(string sql, CancellationToken token) => Write(async (connection, transaction) =>
    {
        const long Key = 0x616b6b61; // any number that all processes agree on
        if (!IsSqlite)
            await Command(connection, transaction, $"SELECT pg_advisory_xact_lock({Key})").ExecuteNonQueryAsync(token).ConfigureAwait(false);
        await Command(connection, transaction, sql).ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }, token);

    private static IsolationLevel Level(string name) => name switch
    {
        "read-committed" => IsolationLevel.ReadCommitted,
        "read-uncommitted" => IsolationLevel.ReadUncommitted,
        "repeatable-read" => IsolationLevel.RepeatableRead,
        "serializable" => IsolationLevel.Serializable,
        "snapshot" => IsolationLevel.Snapshot,
        null or "unspecified" => IsolationLevel.Unspecified,
        _ => throw new ConfigurationException($"write-isolation-level is '{name}'; use read-committed, read-uncommitted, "
            + "repeatable-read, serializable, snapshot or unspecified"),
    };

    private async Task<DbConnection> Open(CancellationToken token)
    {
        DbConnection connection = IsSqlite ? new SqliteConnection(_connectionString) : new NpgsqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(token).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
