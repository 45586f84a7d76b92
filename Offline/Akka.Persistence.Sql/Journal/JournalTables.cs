using Akka.Configuration;

namespace Akka.Persistence.Sql.Journal;

/// <summary>The names of the journal's tables and columns, quoted, and the SQL that creates them.</summary>
internal sealed class JournalTables
{
    private readonly string _journalName;
    private readonly string _tagsName;
    private readonly bool _sqlite;

    public JournalTables(Config config, bool sqlite)
    {
        var mapping = config.GetConfig(config.GetString("table-mapping", "default"))
            ?? throw new ConfigurationException($"table-mapping names '{config.GetString("table-mapping")}', and there is no such section");
        // Mappings of older plugins leave out what those did not have.
        mapping = mapping.WithFallback(config.GetConfig("default"));
        var schema = mapping.GetString("schema-name");
        _sqlite = sqlite;
        _journalName = mapping.GetString("journal.table-name");
        _tagsName = mapping.GetString("tag.table-name");
        Journal = Database.Name(schema, _journalName);
        Metadata = Database.Name(schema, mapping.GetString("metadata.table-name"));
        Tags = Database.Name(schema, _tagsName);
        UseWriterUuid = mapping.GetBoolean("journal.use-writer-uuid-column");
        var mode = config.GetString("tag-write-mode", "TagTable").ToLowerInvariant();
        UseTagColumn = mode is "csv" or "both";
        UseTagTable = mode is "tagtable" or "both";
        UseMetadata = config.GetBoolean("delete-compatibility-mode");
        Ordering = Column("journal", "ordering");
        Deleted = Column("journal", "deleted");
        Id = Column("journal", "persistence-id");
        Number = Column("journal", "sequence-number");
        Created = Column("journal", "created");
        TagColumn = Column("journal", "tags");
        Message = Column("journal", "message");
        Serializer = Column("journal", "identifier");
        Manifest = Column("journal", "manifest");
        Writer = Column("journal", "writer-uuid");
        MetadataId = Column("metadata", "persistence-id");
        MetadataNumber = Column("metadata", "sequence-number");
        TagOrdering = Column("tag", "ordering-id");
        TagValue = Column("tag", "tag-value");
        TagId = Column("tag", "persistence-id");
        TagNumber = Column("tag", "sequence-nr");

        string Column(string table, string name) => Database.Name(mapping.GetString($"{table}.columns.{name}"));
    }

    public string Journal { get; }

    public string Metadata { get; }

    public string Tags { get; }

    public bool UseWriterUuid { get; }

    public bool UseTagColumn { get; }

    public bool UseTagTable { get; }

    public bool UseMetadata { get; }

    public string Ordering { get; }

    public string Deleted { get; }

    public string Id { get; }

    public string Number { get; }

    public string Created { get; }

    public string TagColumn { get; }

    public string Message { get; }

    public string Serializer { get; }

    public string Manifest { get; }

    public string Writer { get; }

    public string MetadataId { get; }

    public string MetadataNumber { get; }

    public string TagOrdering { get; }

    public string TagValue { get; }

    public string TagId { get; }

    public string TagNumber { get; }

    /// <summary>Creates what is missing. The unique index is what fences a second writer off.</summary>
    public string Definition => JournalDefinition + (UseTagTable ? TagDefinition : "") + (UseMetadata ? MetadataDefinition : "");

    private string Text(int length) => _sqlite ? $"NVarChar({length})" : "text";

    private string JournalDefinition => $"""
        CREATE TABLE IF NOT EXISTS {Journal} (
            {Ordering} {(_sqlite ? "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT" : $"bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT {Database.Name("PK_" + _journalName)} PRIMARY KEY")},
            {Created} bigint NOT NULL,
            {Deleted} {(_sqlite ? "Bit" : "boolean")} NOT NULL,
            {Id} {Text(255)} NOT NULL,
            {Number} bigint NOT NULL,
            {Message} {(_sqlite ? "VarBinary" : "bytea")} NOT NULL,
            {Manifest} {Text(500)},
            {Serializer} INTEGER{(UseTagColumn ? $", {TagColumn} {Text(100)}" : "")}{(UseWriterUuid ? $", {Writer} {Text(128)}" : "")});
        CREATE UNIQUE INDEX IF NOT EXISTS {Database.Name(_journalName + "_uq")} ON {Journal} ({Id}, {Number});
        CREATE INDEX IF NOT EXISTS {Index(_journalName, Created)} ON {Journal} ({Created});
        CREATE INDEX IF NOT EXISTS {Index(_journalName, Number)} ON {Journal} ({Number});

        """;

    private string TagDefinition => $"""
        CREATE TABLE IF NOT EXISTS {Tags} (
            {TagOrdering} bigint NOT NULL,
            {TagValue} {Text(64)} NOT NULL,
            {TagNumber} bigint NOT NULL,
            {TagId} {Text(255)} NOT NULL,
            CONSTRAINT {Database.Name("PK_" + _tagsName)} PRIMARY KEY ({TagOrdering}, {TagValue}));
        CREATE INDEX IF NOT EXISTS {Database.Name($"{_tagsName}_{Bare(TagId)}_{Bare(TagNumber)}_idx")} ON {Tags} ({TagId}, {TagNumber});
        CREATE INDEX IF NOT EXISTS {Index(_tagsName, TagValue)} ON {Tags} ({TagValue});

        """;

    private string MetadataDefinition => $"""
        CREATE TABLE IF NOT EXISTS {Metadata} (
            {MetadataId} {Text(255)} NOT NULL,
            {MetadataNumber} bigint NOT NULL,
            PRIMARY KEY ({MetadataId}, {MetadataNumber}));

        """;

    private static string Bare(string quoted) => quoted[1..^1];

    private static string Index(string table, string column) => Database.Name($"{table}_{Bare(column)}_idx");
}
