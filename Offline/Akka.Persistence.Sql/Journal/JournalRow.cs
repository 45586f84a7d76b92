namespace Akka.Persistence.Sql.Journal;

/// <summary>One event as a row.</summary>
internal sealed record JournalRow(
    string PersistenceId,
    long SequenceNr,
    long Created,
    byte[] Message,
    int? Serializer,
    string Manifest,
    string Writer,
    IReadOnlyCollection<string> Tags);
