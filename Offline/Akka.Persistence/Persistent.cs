using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>Whose events these are, and where they are kept.</summary>
public interface IPersistentIdentity
{
    string PersistenceId { get; }

    string JournalPluginId { get; }

    string SnapshotPluginId { get; }
}

/// <summary>One entry of a journal's work list.</summary>
public interface IPersistentEnvelope
{
    object Payload { get; }

    IActorRef Sender { get; }

    int Size { get; }
}

/// <summary>An event as the journal keeps it.</summary>
public interface IPersistentRepresentation : IMessage
{
    object Payload { get; }

    /// <summary>The event adapter's hint; empty without one.</summary>
    string Manifest { get; }

    string PersistenceId { get; }

    long SequenceNr { get; }

    /// <summary>When it was written, as the journal counts time; 0 when unknown.</summary>
    long Timestamp { get; }

    /// <summary>Names the incarnation that wrote it, so that a replay notices two writers at once.</summary>
    string WriterGuid { get; }

    bool IsDeleted { get; }

    IActorRef Sender { get; }

    IPersistentRepresentation WithTimestamp(long timestamp);

    IPersistentRepresentation WithPayload(object payload);

    IPersistentRepresentation WithManifest(string manifest);

    IPersistentRepresentation Update(long sequenceNr, string persistenceId, bool isDeleted, IActorRef sender, string writerGuid);
}

/// <inheritdoc cref="IPersistentRepresentation"/>
[Serializable]
public class Persistent : IPersistentRepresentation, IEquatable<IPersistentRepresentation>
{
    public Persistent(
        object payload,
        long sequenceNr = 0L,
        string persistenceId = null,
        string manifest = null,
        bool isDeleted = false,
        IActorRef sender = null,
        string writerGuid = null,
        long timestamp = 0L)
    {
        Payload = payload;
        SequenceNr = sequenceNr;
        PersistenceId = persistenceId ?? Undefined;
        Manifest = manifest ?? Undefined;
        IsDeleted = isDeleted;
        Sender = sender;
        WriterGuid = writerGuid ?? Undefined;
        Timestamp = timestamp;
    }

    public static string Undefined { get; } = string.Empty;

    public object Payload { get; }

    public string Manifest { get; }

    public string PersistenceId { get; }

    public long SequenceNr { get; }

    public long Timestamp { get; }

    public bool IsDeleted { get; }

    public IActorRef Sender { get; }

    public string WriterGuid { get; }

    public IPersistentRepresentation WithTimestamp(long newTimestamp) =>
        new Persistent(Payload, SequenceNr, PersistenceId, Manifest, IsDeleted, Sender, WriterGuid, newTimestamp);

    public IPersistentRepresentation WithPayload(object payload) =>
        new Persistent(payload, SequenceNr, PersistenceId, Manifest, IsDeleted, Sender, WriterGuid, Timestamp);

    public IPersistentRepresentation WithManifest(string manifest) =>
        new Persistent(Payload, SequenceNr, PersistenceId, manifest, IsDeleted, Sender, WriterGuid, Timestamp);

    public IPersistentRepresentation Update(long sequenceNr, string persistenceId, bool isDeleted, IActorRef sender, string writerGuid) =>
        new Persistent(Payload, sequenceNr, persistenceId, Manifest, isDeleted, sender, writerGuid);

    /// <summary>Equal in everything but the timestamp.</summary>
    public bool Equals(IPersistentRepresentation other) => other != null && Key(this).Equals(Key(other));

    public override bool Equals(object obj) => Equals(obj as IPersistentRepresentation);

    public override int GetHashCode() => Key(this).GetHashCode();

    public override string ToString() => $"Persistent<pid: {PersistenceId}, seqNr: {SequenceNr}, deleted: {IsDeleted}, "
        + $"manifest: {Manifest}, sender: {Sender}, payload: {Payload}, writerGuid: {WriterGuid}>";

    private static (object, string, string, long, bool, IActorRef, string) Key(IPersistentRepresentation of) =>
        (of.Payload, of.Manifest, of.PersistenceId, of.SequenceNr, of.IsDeleted, of.Sender, of.WriterGuid);
}

/// <summary>Events of one actor that are written all or not at all.</summary>
public sealed record AtomicWrite : IPersistentEnvelope, IMessage
{
    public AtomicWrite(IPersistentRepresentation @event)
        : this(ImmutableArray.Create(@event))
    {
    }

    /// <exception cref="ArgumentException">No events, or events of several actors.</exception>
    public AtomicWrite(IImmutableList<IPersistentRepresentation> payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        if (payload.Count == 0)
            throw new ArgumentException("Payload of AtomicWrite must not be empty.", nameof(payload));
        var ids = payload.Select(persistent => persistent.PersistenceId).Distinct().ToList();
        if (ids.Count > 1)
            throw new ArgumentException(
                $"AtomicWrite must contain messages for the same persistenceId, found {string.Join(", ", ids)}.", nameof(payload));
        Payload = payload;
        Sender = ActorRefs.NoSender;
        Size = payload.Count;
        PersistenceId = ids[0];
        LowestSequenceNr = payload[0].SequenceNr;
        HighestSequenceNr = payload[^1].SequenceNr;
    }

    public object Payload { get; }

    public IActorRef Sender { get; }

    public int Size { get; }

    public string PersistenceId { get; }

    public long LowestSequenceNr { get; }

    public long HighestSequenceNr { get; }
}

/// <summary>A deferred event: passes through the journal for its place in the order, and is not kept.</summary>
internal sealed class NonPersistentMessage(object payload, IActorRef sender) : IPersistentEnvelope
{
    public object Payload { get; } = payload;

    public IActorRef Sender { get; } = sender;

    public int Size => 1;
}
