namespace Akka.Persistence.Snapshot;

/// <summary>Used when no snapshot store is configured: has none, and refuses to keep any.</summary>
public sealed class NoSnapshotStore : SnapshotStore
{
    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Task.FromResult<SelectedSnapshot>(null);

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot) => Refuse();

    protected override Task DeleteAsync(SnapshotMetadata metadata) => Refuse();

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Refuse();

    private static Task Refuse() => Task.FromException(new NoSnapshotStoreException("No snapshot store configured."));

    public class NoSnapshotStoreException : Exception
    {
        public NoSnapshotStoreException()
        {
        }

        public NoSnapshotStoreException(string message)
            : base(message)
        {
        }

        public NoSnapshotStoreException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }
}
