namespace Akka.Persistence.Snapshot;

/// <summary>Keeps snapshots in memory, as they are: they end with the actor system.</summary>
public class MemorySnapshotStore : SnapshotStore
{
    private readonly List<SelectedSnapshot> _snapshots = [];

    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Task.FromResult(_snapshots
            .Where(kept => Matches(kept.Metadata, persistenceId, criteria))
            .MaxBy(kept => kept.Metadata.SequenceNr));

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        _snapshots.RemoveAll(kept => kept.Metadata.PersistenceId == metadata.PersistenceId && kept.Metadata.SequenceNr == metadata.SequenceNr);
        _snapshots.Add(new SelectedSnapshot(metadata, snapshot));
        return Task.CompletedTask;
    }

    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        _snapshots.RemoveAll(kept => kept.Metadata.PersistenceId == metadata.PersistenceId
            && (metadata.SequenceNr is <= 0 or long.MaxValue || kept.Metadata.SequenceNr == metadata.SequenceNr)
            && (Unbounded(metadata.Timestamp) || kept.Metadata.Timestamp == metadata.Timestamp));
        return Task.CompletedTask;
    }

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        _snapshots.RemoveAll(kept => Matches(kept.Metadata, persistenceId, criteria));
        return Task.CompletedTask;
    }

    private static bool Matches(SnapshotMetadata metadata, string persistenceId, SnapshotSelectionCriteria criteria) =>
        metadata.PersistenceId == persistenceId
        && (criteria.MaxSequenceNr is <= 0 or long.MaxValue || metadata.SequenceNr <= criteria.MaxSequenceNr)
        && (Unbounded(criteria.MaxTimeStamp) || metadata.Timestamp <= criteria.MaxTimeStamp);

    private static bool Unbounded(DateTime time) => time == DateTime.MinValue || time == DateTime.MaxValue;
}
