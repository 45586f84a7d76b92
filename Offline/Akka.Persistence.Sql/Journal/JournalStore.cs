using System.Data.Common;
using System.Text;
using Npgsql;

namespace Akka.Persistence.Sql.Journal;

/// <summary>The journal's SQL.</summary>
internal sealed class JournalStore(Database database, JournalTables names, string tagSeparator, int rowsPerStatement, CancellationToken shutdown)
{
    private readonly string _columns = string.Join(", ",
        new[] { names.Id, names.Number, names.Created, names.Message, names.Serializer, names.Manifest, names.Deleted }
            .Concat(names.UseWriterUuid ? [names.Writer] : [])
            .Concat(names.UseTagColumn ? [names.TagColumn] : []));

    public Task CreateTables() => database.Define(names.Definition, shutdown);

    /// <summary>All rows or none; a number that is taken fails the whole.</summary>
    public Task Insert(IReadOnlyList<JournalRow> rows) => database.Write(async (connection, transaction) =>
    {
        // Rows with tags go one by one: their tags need the ordering that the database gives them.
        for (var start = 0; start < rows.Count;)
        {
            var end = start;
            while (end < rows.Count && end - start < rowsPerStatement && !NeedsOrdering(rows[end]))
                end++;
            if (end > start)
                await InsertCommand(connection, transaction, [.. rows.Skip(start).Take(end - start)]).ExecuteNonQueryAsync(shutdown).ConfigureAwait(false);
            else
                await InsertTagged(connection, transaction, rows[end++]).ConfigureAwait(false);
            start = end;
        }
    }, shutdown);

    public Task<long> HighestSequenceNr(string id, long from) => database.Read(async connection =>
    {
        var sql = $"SELECT MAX({names.Number}) FROM {names.Journal} WHERE {names.Id} = @id AND {names.Number} > @from";
        if (names.UseMetadata)
            sql += $" UNION SELECT MAX({names.MetadataNumber}) FROM {names.Metadata} WHERE {names.MetadataId} = @id AND {names.MetadataNumber} > @from";
        await using var command = Database.Command(connection, null, sql, ("id", id), ("from", from));
        await using var reader = await command.ExecuteReaderAsync(shutdown).ConfigureAwait(false);
        var highest = 0L;
        while (await reader.ReadAsync(shutdown).ConfigureAwait(false))
            highest = reader.IsDBNull(0) ? highest : Math.Max(highest, reader.GetInt64(0));
        return highest;
    }, shutdown);

    /// <summary>At most so many rows in the range, lowest number first, without deleted ones.</summary>
    public Task<List<JournalRow>> Rows(string id, long from, long to, long max) => database.Read(async connection =>
    {
        await using var command = Database.Command(connection, null,
            $"SELECT {names.Number}, {names.Created}, {names.Message}, {names.Serializer}, {names.Manifest}"
            + (names.UseWriterUuid ? $", {names.Writer}" : "")
            + $" FROM {names.Journal} WHERE {names.Id} = @id AND {names.Number} >= @from AND {names.Number} <= @to AND {names.Deleted} = @deleted"
            + $" ORDER BY {names.Number} LIMIT @max",
            ("id", id), ("from", from), ("to", to), ("deleted", false), ("max", max));
        await using var reader = await command.ExecuteReaderAsync(shutdown).ConfigureAwait(false);
        var rows = new List<JournalRow>();
        while (await reader.ReadAsync(shutdown).ConfigureAwait(false))
            rows.Add(new JournalRow(
                id,
                reader.GetInt64(0),
                reader.GetInt64(1),
                reader.GetFieldValue<byte[]>(2),
                reader.IsDBNull(3) ? null : reader.GetInt32(3),
                reader.IsDBNull(4) ? "" : reader.GetString(4),
                names.UseWriterUuid && !reader.IsDBNull(5) ? reader.GetString(5) : "",
                []));
        return rows;
    }, shutdown);

    /// <summary>The newest deleted row stays, marked, so that its number is not used again.</summary>
    public Task Delete(string id, long to) => database.Write(async (connection, transaction) =>
    {
        await Run($"UPDATE {names.Journal} SET {names.Deleted} = @deleted WHERE {names.Id} = @id AND {names.Number} <= @to",
            ("deleted", true), ("id", id), ("to", to)).ConfigureAwait(false);
        await using var query = Database.Command(connection, transaction,
            $"SELECT COALESCE(MAX({names.Number}), 0) FROM {names.Journal} WHERE {names.Id} = @id AND {names.Deleted} = @deleted",
            ("id", id), ("deleted", true));
        var marked = Convert.ToInt64(await query.ExecuteScalarAsync(shutdown).ConfigureAwait(false), null);
        if (names.UseMetadata)
        {
            await Run($"INSERT INTO {names.Metadata} ({names.MetadataId}, {names.MetadataNumber}) VALUES (@id, @marked) ON CONFLICT DO NOTHING",
                ("id", id), ("marked", marked)).ConfigureAwait(false);
            await Run($"DELETE FROM {names.Metadata} WHERE {names.MetadataId} = @id AND {names.MetadataNumber} < @marked",
                ("id", id), ("marked", marked)).ConfigureAwait(false);
        }
        await Run($"DELETE FROM {names.Journal} WHERE {names.Id} = @id AND {names.Number} <= @to AND {names.Number} < @marked",
            ("id", id), ("to", to), ("marked", marked)).ConfigureAwait(false);
        if (names.UseTagTable)
            await Run($"DELETE FROM {names.Tags} WHERE {names.TagId} = @id AND {names.TagNumber} <= @to", ("id", id), ("to", to)).ConfigureAwait(false);

        async Task Run(string sql, params (string, object)[] parameters)
        {
            await using var command = Database.Command(connection, transaction, sql, parameters);
            await command.ExecuteNonQueryAsync(shutdown).ConfigureAwait(false);
        }
    }, shutdown);

    private bool NeedsOrdering(JournalRow row) => names.UseTagTable && row.Tags.Count > 0;

    private DbCommand InsertCommand(DbConnection connection, DbTransaction transaction, IReadOnlyList<JournalRow> rows)
    {
        var sql = new StringBuilder($"INSERT INTO {names.Journal} ({_columns}) VALUES ");
        var parameters = new List<(string, object)>(rows.Count * 9);
        foreach (var row in rows)
        {
            object[] values =
            [
                row.PersistenceId, row.SequenceNr, row.Created, row.Message, row.Serializer, row.Manifest, false,
                .. names.UseWriterUuid ? [row.Writer] : Array.Empty<object>(),
                .. names.UseTagColumn ? [Joined(row.Tags)] : Array.Empty<object>(),
            ];
            sql.Append(parameters.Count == 0 ? "(" : ", (");
            for (var i = 0; i < values.Length; i++)
            {
                var name = $"p{parameters.Count}";
                sql.Append(i == 0 ? "@" : ", @").Append(name);
                parameters.Add((name, values[i]));
            }
            sql.Append(')');
        }
        return Database.Command(connection, transaction, sql.ToString(), [.. parameters]);
    }

    private async Task InsertTagged(DbConnection connection, DbTransaction transaction, JournalRow row)
    {
        await using var insert = InsertCommand(connection, transaction, [row]);
        insert.CommandText += connection is NpgsqlConnection ? $" RETURNING {names.Ordering}" : "; SELECT last_insert_rowid()";
        var ordering = (long)await insert.ExecuteScalarAsync(shutdown).ConfigureAwait(false);
        foreach (var tag in row.Tags)
        {
            await using var command = Database.Command(connection, transaction,
                $"INSERT INTO {names.Tags} ({names.TagOrdering}, {names.TagValue}, {names.TagId}, {names.TagNumber}) VALUES (@ordering, @tag, @id, @number)",
                ("ordering", ordering), ("tag", tag), ("id", row.PersistenceId), ("number", row.SequenceNr));
            await command.ExecuteNonQueryAsync(shutdown).ConfigureAwait(false);
        }
    }

    private string Joined(IReadOnlyCollection<string> tags) =>
        tags.Count == 0 ? "" : $"{tagSeparator}{string.Join(tagSeparator, tags)}{tagSeparator}";
}
