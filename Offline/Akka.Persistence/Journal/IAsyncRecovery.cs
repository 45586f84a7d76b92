using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>The reading half of a journal.</summary>
public interface IAsyncRecovery
{
    /// <summary>Calls back with the events in the range, in order; the task ends behind the last.</summary>
    Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback);

    /// <summary>The highest number ever used, deleted events included; a hint says below which there is no need to look.</summary>
    Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);
}
