using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>What every journal does with events on their way in and out: event adapters.</summary>
public abstract class WriteJournalBase : ActorBase
{
    private readonly EventAdapters _adapters;

    protected WriteJournalBase() => _adapters = Persistence.Instance.Apply(Context.System).AdaptersFor(Self);

    protected IEnumerable<AtomicWrite> PreparePersistentBatch(IEnumerable<IPersistentEnvelope> resequenceables) =>
        from write in resequenceables.OfType<AtomicWrite>()
        select new AtomicWrite(((IEnumerable<IPersistentRepresentation>)write.Payload)
            .Select(persistent => AdaptToJournal(persistent.Update(
                persistent.SequenceNr, persistent.PersistenceId, persistent.IsDeleted, ActorRefs.NoSender, persistent.WriterGuid)))
            .ToImmutableList());

    protected IEnumerable<IPersistentRepresentation> AdaptFromJournal(IPersistentRepresentation representation) =>
        _adapters.Get(representation.Payload.GetType())
            .FromJournal(representation.Payload, representation.Manifest)
            .Events
            .Select(representation.WithPayload);

    protected IPersistentRepresentation AdaptToJournal(IPersistentRepresentation representation)
    {
        var payload = representation.Payload;
        var adapter = _adapters.Get(payload.GetType());
        return adapter is IdentityEventAdapter or NoopWriteEventAdapter
            ? representation
            : representation.WithPayload(adapter.ToJournal(payload)).WithManifest(adapter.Manifest(payload));
    }
}
