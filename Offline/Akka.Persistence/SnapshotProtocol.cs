namespace Akka.Persistence;

public interface ISnapshotMessage : IPersistenceMessage
{
}

public interface ISnapshotRequest : ISnapshotMessage
{
}

public interface ISnapshotResponse : ISnapshotMessage
{
}

/// <summary>To a recovering actor: its state as of the metadata's sequence number.</summary>
[Serializable]
public sealed record SnapshotOffer
{
    public SnapshotOffer(SnapshotMetadata metadata, object snapshot)
    {
        Metadata = metadata;
        Snapshot = snapshot;
    }

    public SnapshotMetadata Metadata { get; }

    public object Snapshot { get; }
}

/// <summary>What a snapshot store loads.</summary>
[Serializable]
public sealed record SelectedSnapshot
{
    public SelectedSnapshot(SnapshotMetadata metadata, object snapshot)
    {
        Metadata = metadata;
        Snapshot = snapshot;
    }

    public SnapshotMetadata Metadata { get; }

    public object Snapshot { get; }
}

/// <summary>Persistent actor to snapshot store: the newest snapshot that matches.</summary>
[Serializable]
public sealed record LoadSnapshot : ISnapshotRequest
{
    public LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr)
    {
        PersistenceId = persistenceId;
        Criteria = criteria;
        ToSequenceNr = toSequenceNr;
    }

    public string PersistenceId { get; }

    public SnapshotSelectionCriteria Criteria { get; }

    public long ToSequenceNr { get; }
}

/// <summary>The snapshot, or null when none matches.</summary>
[Serializable]
public sealed record LoadSnapshotResult : ISnapshotResponse
{
    public LoadSnapshotResult(SelectedSnapshot snapshot, long toSequenceNr)
    {
        Snapshot = snapshot;
        ToSequenceNr = toSequenceNr;
    }

    public SelectedSnapshot Snapshot { get; }

    public long ToSequenceNr { get; }
}

/// <summary>A snapshot may be there and cannot be read.</summary>
public sealed record LoadSnapshotFailed : ISnapshotResponse
{
    public LoadSnapshotFailed(Exception cause) => Cause = cause;

    public Exception Cause { get; }
}

/// <summary>Persistent actor to snapshot store: keep this state.</summary>
[Serializable]
public sealed record SaveSnapshot : ISnapshotRequest
{
    public SaveSnapshot(SnapshotMetadata metadata, object snapshot)
    {
        Metadata = metadata ?? throw new ArgumentNullException(nameof(metadata));
        Snapshot = snapshot;
    }

    public SnapshotMetadata Metadata { get; }

    public object Snapshot { get; }
}

/// <summary>The snapshot is kept.</summary>
[Serializable]
public sealed record SaveSnapshotSuccess : ISnapshotResponse
{
    public SaveSnapshotSuccess(SnapshotMetadata metadata) => Metadata = metadata;

    public SnapshotMetadata Metadata { get; }
}

/// <summary>The snapshot is not kept.</summary>
[Serializable]
public sealed record SaveSnapshotFailure : ISnapshotResponse
{
    public SaveSnapshotFailure(SnapshotMetadata metadata, Exception cause)
    {
        Metadata = metadata;
        Cause = cause;
    }

    public SnapshotMetadata Metadata { get; }

    public Exception Cause { get; }
}

/// <summary>Persistent actor to snapshot store: forget one snapshot.</summary>
[Serializable]
public sealed record DeleteSnapshot : ISnapshotRequest
{
    public DeleteSnapshot(SnapshotMetadata metadata) => Metadata = metadata ?? throw new ArgumentNullException(nameof(metadata));

    public SnapshotMetadata Metadata { get; }
}

/// <summary>The snapshot is gone.</summary>
[Serializable]
public sealed record DeleteSnapshotSuccess : ISnapshotResponse
{
    public DeleteSnapshotSuccess(SnapshotMetadata metadata) => Metadata = metadata;

    public SnapshotMetadata Metadata { get; }
}

/// <summary>The snapshot may still be there.</summary>
[Serializable]
public sealed record DeleteSnapshotFailure : ISnapshotResponse
{
    public DeleteSnapshotFailure(SnapshotMetadata metadata, Exception cause)
    {
        Metadata = metadata;
        Cause = cause;
    }

    public SnapshotMetadata Metadata { get; }

    public Exception Cause { get; }
}

/// <summary>Persistent actor to snapshot store: forget all snapshots that match.</summary>
[Serializable]
public sealed record DeleteSnapshots : ISnapshotRequest
{
    public DeleteSnapshots(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        PersistenceId = persistenceId;
        Criteria = criteria;
    }

    public string PersistenceId { get; }

    public SnapshotSelectionCriteria Criteria { get; }
}

/// <summary>The snapshots are gone.</summary>
[Serializable]
public sealed record DeleteSnapshotsSuccess : ISnapshotResponse
{
    public DeleteSnapshotsSuccess(SnapshotSelectionCriteria criteria) => Criteria = criteria;

    public SnapshotSelectionCriteria Criteria { get; }
}

/// <summary>Some of the snapshots may still be there.</summary>
[Serializable]
public sealed record DeleteSnapshotsFailure : ISnapshotResponse
{
    public DeleteSnapshotsFailure(SnapshotSelectionCriteria criteria, Exception cause)
    {
        Criteria = criteria;
        Cause = cause;
    }

    public SnapshotSelectionCriteria Criteria { get; }

    public Exception Cause { get; }
}
