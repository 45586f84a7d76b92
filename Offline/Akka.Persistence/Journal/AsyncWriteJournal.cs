using System.Collections.Immutable;
using Akka.Actor;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>
/// The base of journals. Writes go through a circuit breaker; answers reach each persistent actor in the order of its requests,
/// however the writes overtake one another.
/// </summary>
public abstract class AsyncWriteJournal : WriteJournalBase, IAsyncRecovery
{
    protected readonly bool CanPublish;

    private readonly CircuitBreaker _breaker;
    private readonly ReplayFilterSettings _replayFilter;
    private readonly IActorRef _resequencer;
    private long _resequencerCounter = 1L;

    protected AsyncWriteJournal()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        var config = extension.ConfigFor(Self);
        CanPublish = extension.Settings.Internal.PublishPluginCommands;
        _breaker = new CircuitBreaker(
            Context.System.Scheduler,
            config.GetInt("circuit-breaker.max-failures"),
            config.GetTimeSpan("circuit-breaker.call-timeout"),
            config.GetTimeSpan("circuit-breaker.reset-timeout"));
        _replayFilter = new ReplayFilterSettings(config);
        _resequencer = Context.ActorOf(Props.Create(() => new Resequencer()));
    }

    public abstract Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback);

    public abstract Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);

    /// <summary>Writes each <see cref="AtomicWrite"/> all or not at all, in order.</summary>
    /// <returns>Null when all are kept; else per write null, or why that one is rejected for good.</returns>
    /// <remarks>A faulted task means that nobody knows what is kept; the actors behind the events stop.</remarks>
    protected abstract Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages);

    protected abstract Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr);

    /// <summary>Messages that are the plugin's own.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    protected sealed override bool Receive(object message) => ReceiveWriteJournal(message) || ReceivePluginInternal(message);

    protected bool ReceiveWriteJournal(object message)
    {
        switch (message)
        {
            case WriteMessages write:
                var first = _resequencerCounter;
                _resequencerCounter += 1 + write.Messages.Sum(envelope => envelope.Size);
                _ = Write(write, first, Self);
                return true;
            case ReplayMessages replay:
                var receiver = _replayFilter.Mode == ReplayFilterMode.Disabled
                    ? replay.PersistentActor
                    : Context.ActorOf(ReplayFilter.Props(replay.PersistentActor, _replayFilter));
                _ = Replay(replay, receiver, Context);
                return true;
            case DeleteMessagesTo delete:
                _ = Delete(delete, Self, Context.System);
                return true;
            default:
                return false;
        }
    }

    protected static Exception TryUnwrapException(Exception e) =>
        e is AggregateException several && several.Flatten().InnerExceptions is [var only] ? only : e;

    private async Task Write(WriteMessages message, long first, IActorRef self)
    {
        var writes = message.Messages.Count(envelope => envelope is AtomicWrite);
        IImmutableList<Exception> rejections;
        try
        {
            List<AtomicWrite> prepared;
            try
            {
                prepared = [.. PreparePersistentBatch(message.Messages)];
            }
            catch (Exception e)
            {
                // An event adapter failed: certainly nothing was written.
                Answer(message, first, self, WriteMessagesSuccessful.Instance, Enumerable.Repeat(e, writes), Rejected);
                return;
            }
            rejections = await _breaker.WithCircuitBreaker(() => WriteMessagesAsync(prepared)).ConfigureAwait(false);
            if (rejections != null && rejections.Count != writes)
                throw new IllegalStateException(
                    $"WriteMessagesAsync returned an invalid number of results: expected {writes}, got {rejections.Count}.");
        }
        catch (Exception e)
        {
            Answer(message, first, self, new WriteMessagesFailed(e, writes), Enumerable.Repeat(e, writes), Failed);
            return;
        }
        Answer(message, first, self, WriteMessagesSuccessful.Instance, rejections ?? Enumerable.Repeat<Exception>(null, writes), Rejected);

        object Rejected(IPersistentRepresentation persistent, Exception cause) => cause == null
            ? new WriteMessageSuccess(persistent, message.ActorInstanceId)
            : new WriteMessageRejected(persistent, cause, message.ActorInstanceId);

        object Failed(IPersistentRepresentation persistent, Exception cause) => new WriteMessageFailure(persistent, cause, message.ActorInstanceId);
    }

    private void Answer(
        WriteMessages message,
        long first,
        IActorRef self,
        object forAll,
        IEnumerable<Exception> causes,
        Func<IPersistentRepresentation, Exception, object> forEach)
    {
        var number = first;
        Send(forAll, self);
        using var cause = causes.GetEnumerator();
        foreach (var envelope in message.Messages)
        {
            if (envelope is not AtomicWrite write)
            {
                Send(new LoopMessageSuccess(envelope.Payload, message.ActorInstanceId), envelope.Sender);
                continue;
            }
            cause.MoveNext();
            foreach (var persistent in (IEnumerable<IPersistentRepresentation>)write.Payload)
                Send(forEach(persistent, cause.Current), persistent.Sender);
        }

        void Send(object answer, IActorRef sender) =>
            _resequencer.Tell(new Resequencer.Numbered(number++, answer, message.PersistentActor, sender), self);
    }

    private async Task Replay(ReplayMessages message, IActorRef receiver, IActorContext context)
    {
        var system = context.System;
        try
        {
            var highest = await _breaker.WithCircuitBreaker(() =>
                ReadHighestSequenceNrAsync(message.PersistenceId, Math.Max(0L, message.FromSequenceNr - 1))).ConfigureAwait(false);
            var to = Math.Min(message.ToSequenceNr, highest);
            if (to > 0L && message.FromSequenceNr <= to)
                await ReplayMessagesAsync(context, message.PersistenceId, message.FromSequenceNr, to, message.Max, persistent =>
                {
                    if (persistent.IsDeleted)
                        return;
                    foreach (var adapted in AdaptFromJournal(persistent))
                        receiver.Tell(new ReplayedMessage(adapted), ActorRefs.NoSender);
                }).ConfigureAwait(false);
            receiver.Tell(new RecoverySuccess(highest), ActorRefs.NoSender);
            if (CanPublish)
                system.EventStream.Publish(message);
        }
        catch (OperationCanceledException e)
        {
            receiver.Tell(new ReplayMessagesFailure(new OperationCanceledException(
                "ReplayMessagesAsync canceled, possibly due to timing out.", e)), ActorRefs.NoSender);
        }
        catch (Exception e)
        {
            receiver.Tell(new ReplayMessagesFailure(TryUnwrapException(e)), ActorRefs.NoSender);
        }
    }

    private async Task Delete(DeleteMessagesTo message, IActorRef self, ActorSystem system)
    {
        try
        {
            await _breaker.WithCircuitBreaker(() => DeleteMessagesToAsync(message.PersistenceId, message.ToSequenceNr)).ConfigureAwait(false);
            message.PersistentActor.Tell(new DeleteMessagesSuccess(message.ToSequenceNr), self);
            if (CanPublish)
                system.EventStream.Publish(message);
        }
        catch (Exception e)
        {
            message.PersistentActor.Tell(new DeleteMessagesFailure(TryUnwrapException(e), message.ToSequenceNr), self);
        }
    }
}
