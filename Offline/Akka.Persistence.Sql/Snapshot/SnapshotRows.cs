using Akka.Configuration;

namespace Akka.Persistence.Sql.Snapshot;

/// <summary>One snapshot as a row; created in ticks.</summary>
internal sealed record SnapshotRow(string PersistenceId, long SequenceNr, long Created, byte[] Payload, int? Serializer, string Manifest);

/// <summary>The snapshot store's table and its SQL.</summary>
internal sealed class SnapshotRows
{
    private readonly Database _database;
    private readonly string _definition;
    private readonly string _table, _id, _number, _created, _payload, _manifest, _serializer;

    public SnapshotRows(Config config, Database database)
    {
        var mapping = config.GetConfig(config.GetString("table-mapping", "default"))
            ?? throw new ConfigurationException($"table-mapping names '{config.GetString("table-mapping")}', and there is no such section");
        var name = mapping.GetString("snapshot.table-name");
        _database = database;
        _table = Database.Name(mapping.GetString("schema-name"), name);
        (_id, _number, _created) = (Column("persistence-id"), Column("sequence-number"), Column("created"));
        (_payload, _manifest, _serializer) = (Column("snapshot"), Column("manifest"), Column("serializerId"));
        var (text255, text500, bytes) = database.IsSqlite ? ("NVarChar(255)", "NVarChar(500)", "VarBinary") : ("text", "text", "bytea");
        _definition = $"""
            CREATE TABLE IF NOT EXISTS {_table} (
                {_id} {text255} NOT NULL,
                {_number} bigint NOT NULL,
                {_created} bigint NOT NULL,
                {_payload} {bytes},
                {_manifest} {text500},
                {_serializer} INTEGER,
                CONSTRAINT {Database.Name("PK_" + name)} PRIMARY KEY ({_id}, {_number}));
            CREATE INDEX IF NOT EXISTS {Index(_number)} ON {_table} ({_number});
            CREATE INDEX IF NOT EXISTS {Index(_created)} ON {_table} ({_created});
            """;

        string Column(string key) => Database.Name(mapping.GetString($"snapshot.columns.{key}"));
        string Index(string column) => Database.Name($"{name}_{column[1..^1]}_idx");
    }

    public Task CreateTable(CancellationToken token) => _database.Define(_definition, token);

    /// <summary>The newest row that matches, or null.</summary>
    public Task<SnapshotRow> Newest(string id, SnapshotSelectionCriteria criteria, CancellationToken token) => _database.Read(async connection =>
    {
        var (where, parameters) = Where(id, criteria);
        await using var command = Database.Command(connection, null,
            $"SELECT {_number}, {_created}, {_payload}, {_serializer}, {_manifest} FROM {_table} WHERE {where} ORDER BY {_number} DESC LIMIT 1", parameters);
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        return await reader.ReadAsync(token).ConfigureAwait(false)
            ? new SnapshotRow(
                id,
                reader.GetInt64(0),
                reader.GetInt64(1),
                reader.GetFieldValue<byte[]>(2),
                reader.IsDBNull(3) ? null : reader.GetInt32(3),
                reader.IsDBNull(4) ? "" : reader.GetString(4))
            : null;
    }, token);

    public Task Save(SnapshotRow row, CancellationToken token) => Run(
        $"INSERT INTO {_table} ({_id}, {_number}, {_created}, {_payload}, {_serializer}, {_manifest}) VALUES (@id, @number, @created, @payload, @serializer, @manifest) "
        + $"ON CONFLICT ({_id}, {_number}) DO UPDATE SET {_created} = excluded.{_created}, {_payload} = excluded.{_payload}, "
        + $"{_serializer} = excluded.{_serializer}, {_manifest} = excluded.{_manifest}",
        token,
        ("id", row.PersistenceId), ("number", row.SequenceNr), ("created", row.Created),
        ("payload", row.Payload), ("serializer", row.Serializer), ("manifest", row.Manifest));

    public Task Delete(SnapshotMetadata metadata, CancellationToken token)
    {
        var anyTime = metadata.Timestamp == DateTime.MinValue;
        return Run(
            $"DELETE FROM {_table} WHERE {_id} = @id AND {_number} = @number" + (anyTime ? "" : $" AND {_created} <= @created"),
            token,
            [("id", metadata.PersistenceId), ("number", metadata.SequenceNr), .. anyTime ? Array.Empty<(string, object)>() : [("created", metadata.Timestamp.Ticks)]]);
    }

    public Task Delete(string id, SnapshotSelectionCriteria criteria, CancellationToken token)
    {
        var (where, parameters) = Where(id, criteria);
        return Run($"DELETE FROM {_table} WHERE {where}", token, parameters);
    }

    // Lower bounds are not looked at, upstream as here.
    private (string Sql, (string, object)[] Parameters) Where(string id, SnapshotSelectionCriteria criteria)
    {
        var sql = $"{_id} = @id";
        var parameters = new List<(string, object)> { ("id", id) };
        if (criteria.MaxSequenceNr != long.MaxValue)
        {
            sql += $" AND {_number} <= @number";
            parameters.Add(("number", criteria.MaxSequenceNr));
        }
        if (criteria.MaxTimeStamp != DateTime.MaxValue)
        {
            sql += $" AND {_created} <= @created";
            parameters.Add(("created", criteria.MaxTimeStamp.Ticks));
        }
        return (sql, [.. parameters]);
    }

    private Task Run(string sql, CancellationToken token, params (string, object)[] parameters) => _database.Write(async (connection, transaction) =>
    {
        await using var command = Database.Command(connection, transaction, sql, parameters);
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }, token);
}
