namespace Akka.Persistence;

/// <summary>Whose snapshot it is, as of which event, taken when (UTC).</summary>
[Serializable]
public sealed record SnapshotMetadata
{
    public SnapshotMetadata(string persistenceId, long sequenceNr, DateTime timestamp)
    {
        PersistenceId = persistenceId;
        SequenceNr = sequenceNr;
        Timestamp = timestamp;
    }

    public static IComparer<SnapshotMetadata> Comparer { get; } = Comparer<SnapshotMetadata>.Create((x, y) =>
        string.CompareOrdinal(x.PersistenceId, y.PersistenceId) is not 0 and var byId ? byId
            : x.SequenceNr.CompareTo(y.SequenceNr) is not 0 and var byNumber ? byNumber
            : x.Timestamp.CompareTo(y.Timestamp));

    public string PersistenceId { get; }

    public long SequenceNr { get; }

    public DateTime Timestamp { get; }
}
