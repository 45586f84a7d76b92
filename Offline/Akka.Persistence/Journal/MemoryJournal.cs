using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Keeps events in memory, as they are: they end with the actor system.</summary>
public class MemoryJournal : AsyncWriteJournal
{
    private readonly ConcurrentDictionary<string, long> _highest = new();

    protected virtual ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Messages { get; } = new();

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) =>
        Task.FromResult(_highest.GetValueOrDefault(persistenceId));

    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        foreach (var persistent in Read(persistenceId, fromSequenceNr, toSequenceNr, max))
            recoveryCallback(persistent);
        return Task.CompletedTask;
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        foreach (var persistent in messages.SelectMany(write => (IEnumerable<IPersistentRepresentation>)write.Payload))
        {
            var events = Messages.GetOrAdd(persistent.PersistenceId, _ => []);
            lock (events)
                events.AddLast(persistent.WithTimestamp(DateTime.UtcNow.Ticks));
            _highest[persistent.PersistenceId] = persistent.SequenceNr;
        }
        return Task.FromResult<IImmutableList<Exception>>(null);
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr)
    {
        if (!Messages.TryGetValue(persistenceId, out var events))
            return Task.CompletedTask;
        lock (events)
        {
            while (events.First is { } first && first.Value.SequenceNr <= toSequenceNr)
                events.RemoveFirst();
        }
        return Task.CompletedTask;
    }

    private List<IPersistentRepresentation> Read(string persistenceId, long from, long to, long max)
    {
        if (!Messages.TryGetValue(persistenceId, out var events))
            return [];
        lock (events)
        {
            return [.. events
                .Where(persistent => persistent.SequenceNr >= from && persistent.SequenceNr <= to)
                .Take((int)Math.Min(max, int.MaxValue))];
        }
    }
}
