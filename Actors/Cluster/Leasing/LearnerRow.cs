using System.Data;
using Npgsql;

namespace AkkaDreamer.Actors.Cluster.Leasing;

/// <summary>
/// The one authority on who learns: a row in PostgreSQL for each run, with the owner's address, the nonce of its process, an epoch that rises with every change of owner or process, and an expiry by the database's clock.
/// Every method is one statement, so no two processes ever both believe that they changed it. All throw <see cref="NpgsqlException"/> when the database cannot be reached, and <see cref="OperationCanceledException"/>.
/// </summary>
/// <param name="connection">Npgsql's connection string.</param>
/// <param name="run">The run's name in its journal.</param>
public sealed class LearnerRow(string connection, string run)
{
    // Any number that nobody else is likely to lock.
    private const long TableLock = 0x6472_6561_6D65_7201;

    private bool exists;

    /// <summary>Takes the row, new, expired or one's own, for so long: its epoch, one higher than before unless it was this process's already. Null: another owner has it.</summary>
    public async Task<long?> TakeAsync(string owner, Guid nonce, TimeSpan timeToLive, CancellationToken stop) => (long?)await ScalarAsync(
        """
        INSERT INTO dreamer_learner AS held (run, owner, nonce, epoch, expires) VALUES (@run, @owner, @nonce, 1, clock_timestamp() + @ttl)
        ON CONFLICT (run) DO UPDATE SET owner = EXCLUDED.owner, nonce = EXCLUDED.nonce, epoch = held.epoch + CASE WHEN held.nonce = EXCLUDED.nonce THEN 0 ELSE 1 END, expires = clock_timestamp() + @ttl
        WHERE held.owner = EXCLUDED.owner OR held.expires <= clock_timestamp()
        RETURNING epoch
        """,
        stop,
        new("owner", owner), new("nonce", nonce), new("ttl", timeToLive)).ConfigureAwait(false);

    /// <summary>Holds it for so long from now; false when it is no longer this owner's, process's and epoch's.</summary>
    public async Task<bool> RenewAsync(string owner, Guid nonce, long epoch, TimeSpan timeToLive, CancellationToken stop) => await ScalarAsync(
        "UPDATE dreamer_learner SET expires = clock_timestamp() + @ttl WHERE run = @run AND owner = @owner AND nonce = @nonce AND epoch = @epoch RETURNING epoch",
        stop,
        new("owner", owner), new("nonce", nonce), new("epoch", epoch), new("ttl", timeToLive)).ConfigureAwait(false) is not null;

    /// <summary>Lets it expire now; false when it was not this owner's, process's and epoch's.</summary>
    public Task<bool> ReleaseAsync(string owner, Guid nonce, long epoch, CancellationToken stop) => RenewAsync(owner, nonce, epoch, TimeSpan.Zero, stop);

    /// <summary>What it says; null when nobody has ever learned in this run.</summary>
    public Task<LearnerTenure?> ReadAsync(CancellationToken stop) => AskAsync(
        "SELECT owner, epoch, expires <= clock_timestamp() FROM dreamer_learner WHERE run = @run",
        async command =>
        {
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, stop).ConfigureAwait(false);
            return await reader.ReadAsync(stop).ConfigureAwait(false) ? new LearnerTenure(reader.GetString(0), reader.GetInt64(1), reader.GetBoolean(2)) : null;
        },
        stop);

    /// <summary>Gives a row that has expired, or is not there yet, to an owner, for so long; false when it was not as <paramref name="seen"/> any more.</summary>
    public async Task<bool> AssignAsync(LearnerTenure? seen, string owner, TimeSpan timeToLive, CancellationToken stop) => await ScalarAsync(
        seen is null
            ? "INSERT INTO dreamer_learner (run, owner, nonce, epoch, expires) VALUES (@run, @owner, @nonce, 1, clock_timestamp() + @ttl) ON CONFLICT DO NOTHING RETURNING epoch"
            : """
              UPDATE dreamer_learner SET owner = @owner, nonce = @nonce, epoch = epoch + 1, expires = clock_timestamp() + @ttl
              WHERE run = @run AND owner = @before AND epoch = @epoch AND expires <= clock_timestamp() RETURNING epoch
              """,
        stop,
        new("owner", owner), new("nonce", Guid.NewGuid()), new("ttl", timeToLive), new("before", seen?.Owner ?? ""), new("epoch", seen?.Epoch ?? 0)).ConfigureAwait(false) is not null;

    private Task<object?> ScalarAsync(string statement, CancellationToken stop, params NpgsqlParameter[] parameters) => AskAsync(
        statement,
        command =>
        {
            command.Parameters.AddRange(parameters);
            return command.ExecuteScalarAsync(stop);
        },
        stop);

    private async Task<T> AskAsync<T>(string statement, Func<NpgsqlCommand, Task<T>> ask, CancellationToken stop)
    {
        return await Asked().WaitAsync(stop).ConfigureAwait(false); // over a cut network a command that is cancelled waits for the server's answer to that as well

        async Task<T> Asked()
        {
            await using var database = await OpenAsync(stop).ConfigureAwait(false);
            await using var command = new NpgsqlCommand(statement, database);
            command.Parameters.Add(new NpgsqlParameter("run", run));
            return await ask(command).ConfigureAwait(false);
        }
    }

    // From Npgsql's pool for this connection string, which outlives actor systems.
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken stop)
    {
        var database = new NpgsqlConnection(connection);
        try
        {
            await database.OpenAsync(stop).ConfigureAwait(false);
            if (!exists) await CreateAsync(database, stop).ConfigureAwait(false);
            exists = true;
            return database;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Two processes that both create a table that is not there would not both succeed.
    private static async Task CreateAsync(NpgsqlConnection database, CancellationToken stop)
    {
        await using var create = new NpgsqlCommand(
            $"""
            SELECT pg_advisory_xact_lock({TableLock});
            CREATE TABLE IF NOT EXISTS dreamer_learner (run text PRIMARY KEY, owner text NOT NULL, nonce uuid NOT NULL, epoch bigint NOT NULL, expires timestamptz NOT NULL)
            """,
            database);
        await create.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
    }
}
