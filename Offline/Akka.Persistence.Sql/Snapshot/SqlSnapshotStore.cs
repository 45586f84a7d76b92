using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence.Snapshot;

namespace Akka.Persistence.Sql.Snapshot;

/// <summary>Keeps snapshots in SQLite or PostgreSQL; one per sequence number, the last saved wins.</summary>
public class SqlSnapshotStore : SnapshotStore, IWithUnboundedStash
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _shutdown = new();
    private readonly SnapshotRows _rows;
    private readonly Payloads _payloads;
    private readonly bool _autoInitialize;

    public SqlSnapshotStore(Config snapshotConfig)
    {
        var config = snapshotConfig.WithFallback(SqlPersistence.DefaultSnapshotConfiguration);
        _rows = new SnapshotRows(config, new Database(config));
        _payloads = new Payloads((ExtendedActorSystem)Context.System, config.GetString("serializer"));
        _autoInitialize = config.GetBoolean("auto-initialize");
    }

    public IStash Stash { get; set; }

    protected override void PreStart()
    {
        base.PreStart();
        Initialize().PipeTo(Self);
        BecomeStacked(WhileInitializing);
    }

    protected override void PostStop()
    {
        base.PostStop();
        _shutdown.Cancel();
        _shutdown.Dispose();
    }

    protected override async Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        var row = await _rows.Newest(persistenceId, criteria, _shutdown.Token).ConfigureAwait(false);
        return row == null
            ? null
            : new SelectedSnapshot(
                new SnapshotMetadata(row.PersistenceId, row.SequenceNr, new DateTime(row.Created)),
                _payloads.FromBinary(row.Payload, row.Serializer, row.Manifest));
    }

    protected override async Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        var (bytes, serializer, manifest) = _payloads.ToBinary(snapshot);
        var row = new SnapshotRow(metadata.PersistenceId, metadata.SequenceNr, metadata.Timestamp.Ticks, bytes, serializer, manifest);
        await _rows.Save(row, _shutdown.Token).ConfigureAwait(false);
    }

    protected override Task DeleteAsync(SnapshotMetadata metadata) => _rows.Delete(metadata, _shutdown.Token);

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        _rows.Delete(persistenceId, criteria, _shutdown.Token);

    private async Task<Status> Initialize()
    {
        try
        {
            if (_autoInitialize)
                await _rows.CreateTable(_shutdown.Token);
            return Status.Success.Instance;
        }
        catch (Exception e)
        {
            return new Status.Failure(e);
        }
    }

    private bool WhileInitializing(object message)
    {
        switch (message)
        {
            case Status.Success:
                UnbecomeStacked();
                Stash.UnstashAll();
                return true;
            case Status.Failure failure:
                _log.Error(failure.Cause, "Error during {0} initialization", Self);
                // The restart tries again.
                throw new ApplicationException("Failed to initialize SQL SnapshotStore.", failure.Cause);
            default:
                Stash.Stash();
                return true;
        }
    }
}
