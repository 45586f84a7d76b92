namespace Akka.Persistence.Journal;

/// <summary>Turns an event into what the journal keeps.</summary>
public interface IWriteEventAdapter
{
    /// <summary>A hint for the way back; empty when none is needed.</summary>
    string Manifest(object evt);

    object ToJournal(object evt);
}

/// <summary>Turns what the journal keeps into none, one or several events.</summary>
public interface IReadEventAdapter
{
    IEventSequence FromJournal(object evt, string manifest);
}

/// <summary>Both ways. Bound to types by a journal's sections <c>event-adapters</c> and <c>event-adapter-bindings</c>.</summary>
public interface IEventAdapter : IWriteEventAdapter, IReadEventAdapter
{
}
