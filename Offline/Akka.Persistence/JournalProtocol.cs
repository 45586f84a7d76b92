using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

public interface IPersistenceMessage : INoSerializationVerificationNeeded
{
}

public interface IJournalMessage : IPersistenceMessage
{
}

public interface IJournalRequest : IJournalMessage
{
}

public interface IJournalResponse : IJournalMessage
{
}

/// <summary>Persistent actor to journal: forget events up to and including this number. Answered by success or failure.</summary>
[Serializable]
public sealed record DeleteMessagesTo : IJournalRequest
{
    public DeleteMessagesTo(string persistenceId, long toSequenceNr, IActorRef persistentActor)
    {
        PersistenceId = persistenceId ?? throw new ArgumentNullException(nameof(persistenceId));
        ToSequenceNr = toSequenceNr;
        PersistentActor = persistentActor;
    }

    public string PersistenceId { get; }

    public long ToSequenceNr { get; }

    public IActorRef PersistentActor { get; }
}

/// <summary>The events are deleted.</summary>
[Serializable]
public sealed record DeleteMessagesSuccess
{
    public DeleteMessagesSuccess(long toSequenceNr) => ToSequenceNr = toSequenceNr;

    public long ToSequenceNr { get; }
}

/// <summary>The events are still there.</summary>
[Serializable]
public sealed record DeleteMessagesFailure : INoSerializationVerificationNeeded
{
    public DeleteMessagesFailure(Exception cause, long toSequenceNr)
    {
        Cause = cause ?? throw new ArgumentNullException(nameof(cause));
        ToSequenceNr = toSequenceNr;
    }

    public Exception Cause { get; }

    public long ToSequenceNr { get; }
}

/// <summary>Persistent actor to journal: write these, in this order.</summary>
[Serializable]
public sealed record WriteMessages : IJournalRequest
{
    public WriteMessages(IEnumerable<IPersistentEnvelope> messages, IActorRef persistentActor, int actorInstanceId)
    {
        Messages = messages;
        PersistentActor = persistentActor;
        ActorInstanceId = actorInstanceId;
    }

    public IEnumerable<IPersistentEnvelope> Messages { get; }

    public IActorRef PersistentActor { get; }

    public int ActorInstanceId { get; }
}

/// <summary>The batch is written; one message per event follows.</summary>
[Serializable]
public sealed class WriteMessagesSuccessful : IJournalResponse
{
    private WriteMessagesSuccessful()
    {
    }

    public static WriteMessagesSuccessful Instance { get; } = new();
}

/// <summary>The batch is not written, or nobody knows; one failure per event follows.</summary>
[Serializable]
public sealed record WriteMessagesFailed : IJournalResponse
{
    public WriteMessagesFailed(Exception cause, int writeCount)
    {
        Cause = cause ?? throw new ArgumentNullException(nameof(cause));
        WriteCount = writeCount;
    }

    public Exception Cause { get; }

    public int WriteCount { get; }
}

/// <summary>This event is written.</summary>
[Serializable]
public sealed record WriteMessageSuccess : IJournalResponse
{
    public WriteMessageSuccess(IPersistentRepresentation persistent, int actorInstanceId)
    {
        Persistent = persistent;
        ActorInstanceId = actorInstanceId;
    }

    public IPersistentRepresentation Persistent { get; }

    public int ActorInstanceId { get; }
}

/// <summary>This event is certainly not written, though the journal is well (it cannot be serialized, say).</summary>
[Serializable]
public sealed record WriteMessageRejected : IJournalResponse
{
    public WriteMessageRejected(IPersistentRepresentation persistent, Exception cause, int actorInstanceId)
    {
        Persistent = persistent;
        Cause = cause ?? throw new ArgumentNullException(nameof(cause));
        ActorInstanceId = actorInstanceId;
    }

    public IPersistentRepresentation Persistent { get; }

    public Exception Cause { get; }

    public int ActorInstanceId { get; }
}

/// <summary>Nobody knows whether this event is written; the actor stops.</summary>
[Serializable]
public sealed record WriteMessageFailure : IJournalResponse
{
    public WriteMessageFailure(IPersistentRepresentation persistent, Exception cause, int actorInstanceId)
    {
        Persistent = persistent;
        Cause = cause ?? throw new ArgumentNullException(nameof(cause));
        ActorInstanceId = actorInstanceId;
    }

    public IPersistentRepresentation Persistent { get; }

    public Exception Cause { get; }

    public int ActorInstanceId { get; }
}

/// <summary>A deferred event comes back in its place.</summary>
[Serializable]
public sealed record LoopMessageSuccess : IJournalResponse
{
    public LoopMessageSuccess(object message, int actorInstanceId)
    {
        Message = message;
        ActorInstanceId = actorInstanceId;
    }

    public object Message { get; }

    public int ActorInstanceId { get; }
}

/// <summary>Persistent actor to journal: send the events in this range, at most max of them.</summary>
[Serializable]
public sealed record ReplayMessages : IJournalRequest
{
    public ReplayMessages(long fromSequenceNr, long toSequenceNr, long max, string persistenceId, IActorRef persistentActor)
    {
        FromSequenceNr = fromSequenceNr;
        ToSequenceNr = toSequenceNr;
        Max = max;
        PersistenceId = persistenceId;
        PersistentActor = persistentActor;
    }

    public long FromSequenceNr { get; }

    public long ToSequenceNr { get; }

    public long Max { get; }

    public string PersistenceId { get; }

    public IActorRef PersistentActor { get; }
}

/// <summary>One event of a replay.</summary>
[Serializable]
public sealed record ReplayedMessage : IJournalResponse, IDeadLetterSuppression
{
    public ReplayedMessage(IPersistentRepresentation persistent) => Persistent = persistent;

    public IPersistentRepresentation Persistent { get; }
}

/// <summary>The replay is complete; the highest number may belong to an event outside the range.</summary>
[Serializable]
public sealed record RecoverySuccess : IJournalResponse, IDeadLetterSuppression
{
    public RecoverySuccess(long highestSequenceNr) => HighestSequenceNr = highestSequenceNr;

    public long HighestSequenceNr { get; }
}

/// <summary>The replay broke off.</summary>
[Serializable]
public sealed record ReplayMessagesFailure : IJournalResponse, IDeadLetterSuppression
{
    public ReplayMessagesFailure(Exception cause) => Cause = cause ?? throw new ArgumentNullException(nameof(cause));

    public Exception Cause { get; }
}
