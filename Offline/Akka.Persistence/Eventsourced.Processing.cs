using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>Life after recovery: commands, and what the journal says of their events.</summary>
public abstract partial class Eventsourced
{
    public override void AroundPreStart()
    {
        if (PersistenceId == null)
            throw new ArgumentNullException($"PersistenceId is [null] for PersistentActor [{Self.Path}]");
        // A missing plugin shows here, not with the first event.
        _ = (Journal, SnapshotStore);
        RequestPermit();
        base.AroundPreStart();
    }

    public override void AroundPreRestart(Exception cause, object message)
    {
        try
        {
            _internalStash.UnstashAll();
            Stash.UnstashAll(UnstashFilterPredicate);
        }
        finally
        {
            FlushJournalBatch();
            base.AroundPreRestart(cause, message switch
            {
                WriteMessageSuccess success => success.Persistent,
                LoopMessageSuccess success => success.Message,
                ReplayedMessage replayed => replayed.Persistent,
                _ => message,
            });
        }
    }

    public override void AroundPostRestart(Exception reason, object message)
    {
        RequestPermit();
        base.AroundPostRestart(reason, message);
    }

    public override void AroundPostStop()
    {
        try
        {
            _internalStash.UnstashAll();
            Stash.UnstashAll(UnstashFilterPredicate);
        }
        finally
        {
            base.AroundPostStop();
        }
    }

    protected internal override bool AroundReceive(Receive receive, object message)
    {
        _state.Receive(receive, message);
        return true;
    }

    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case RecoveryCompleted:
                return;
            case SaveSnapshotFailure failure:
                Log.Warning("Failed to SaveSnapshot given metadata [{0}] due to: [{1}: {2}]", failure.Metadata, failure.Cause, failure.Cause.Message);
                break;
            case DeleteSnapshotFailure failure:
                Log.Warning("Failed to DeleteSnapshot given metadata [{0}] due to: [{1}: {2}]", failure.Metadata, failure.Cause, failure.Cause.Message);
                break;
            case DeleteSnapshotsFailure failure:
                Log.Warning("Failed to DeleteSnapshots given criteria [{0}] due to: [{1}: {2}]", failure.Criteria, failure.Cause, failure.Cause.Message);
                break;
            case DeleteMessagesFailure failure:
                Log.Warning(failure.Cause, "Failed to DeleteMessages ToSequenceNr [{0}] for PersistenceId [{1}] due to: {2}",
                    failure.ToSequenceNr, PersistenceId, failure.Cause.Message);
                break;
        }
        base.Unhandled(message);
    }

    private State ProcessingCommands() => new(false, (receive, message) =>
    {
        if (HandleJournal(message, OnWriteCompleteWhileProcessing))
            return;
        var failed = true;
        try
        {
            base.AroundReceive(receive, message);
            failed = false;
        }
        finally
        {
            AfterCommand(failed);
        }
    });

    private State PersistingEvents() => new(false, (_, message) =>
    {
        if (!HandleJournal(message, OnWriteCompleteWhilePersisting))
            StashInternally(message);
    });

    private void OnWriteCompleteWhileProcessing(bool failed)
    {
        _pendingHandlers.RemoveFirst();
        UnstashInternally(all: failed);
    }

    // As soon as only asynchronous handlers are left, commands are taken again.
    private void OnWriteCompleteWhilePersisting(bool failed)
    {
        _pendingStashingHandlers -= _pendingHandlers.First.Value.Stashing ? 1 : 0;
        _pendingHandlers.RemoveFirst();
        if (_pendingStashingHandlers > 0)
            return;
        _state = ProcessingCommands();
        UnstashInternally(all: failed);
    }

    private void AfterCommand(bool failed)
    {
        if (_eventBatch.Count > 0)
            Flush();
        if (_taskRunning)
            return; // the task comes here again when it ends
        if (_pendingStashingHandlers > 0)
            _state = PersistingEvents();
        else
            UnstashInternally(all: failed);
    }

    // Answers for an earlier incarnation (another instance id) may still be under way; they are taken and ignored.
    private bool HandleJournal(object message, Action<bool> writeComplete)
    {
        switch (message)
        {
            case WriteMessageSuccess success when success.ActorInstanceId == _instanceId:
                LastSequenceNr = Math.Max(LastSequenceNr, success.Persistent.SequenceNr);
                RunHandler(success.Persistent.Payload, writeComplete);
                return true;
            case LoopMessageSuccess loop when loop.ActorInstanceId == _instanceId:
                RunHandler(loop.Message, writeComplete);
                return true;
            case WriteMessageRejected rejected when rejected.ActorInstanceId == _instanceId:
                LastSequenceNr = Math.Max(LastSequenceNr, rejected.Persistent.SequenceNr);
                writeComplete(false);
                OnPersistRejected(rejected.Cause, rejected.Persistent.Payload, rejected.Persistent.SequenceNr);
                return true;
            case WriteMessageFailure failure when failure.ActorInstanceId == _instanceId:
                writeComplete(false);
                try
                {
                    OnPersistFailure(failure.Cause, failure.Persistent.Payload, failure.Persistent.SequenceNr);
                }
                finally
                {
                    Context.Stop(Self);
                }
                return true;
            case WriteMessagesSuccessful:
                _writing = false;
                FlushJournalBatch();
                return true;
            case WriteMessagesFailed failed:
                // With events in it, the failure of each follows and stops the actor.
                _writing &= failed.WriteCount > 0;
                return true;
            default:
                // A tick may have been in the mailbox when its timer was cancelled.
                return message is WriteMessageSuccess or LoopMessageSuccess or WriteMessageRejected or WriteMessageFailure or RecoveryTick;
        }
    }

    private void RunHandler(object payload, Action<bool> writeComplete)
    {
        var failed = true;
        try
        {
            try
            {
                _pendingHandlers.First.Value.Handle(payload);
            }
            finally
            {
                Flush();
            }
            failed = false;
        }
        finally
        {
            writeComplete(failed);
        }
    }

    private void Flush()
    {
        _journalBatch.AddRange(_eventBatch);
        _eventBatch = [];
        FlushJournalBatch();
    }

    // One write at a time: what comes meanwhile goes with the next.
    private void FlushJournalBatch()
    {
        if (_writing || _journalBatch.Count == 0)
            return;
        Journal.Tell(new WriteMessages(_journalBatch, Self, _instanceId));
        _journalBatch = [];
        _writing = true;
    }

    private void StashInternally(object message)
    {
        try
        {
            _internalStash.Stash();
        }
        catch (StashOverflowException)
        {
            switch (InternalStashOverflowStrategy)
            {
                case DiscardToDeadLetterStrategy:
                    Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                    break;
                case ReplyToStrategy reply:
                    Sender.Tell(reply.Response);
                    break;
                default:
                    throw;
            }
        }
    }

    private void UnstashInternally(bool all)
    {
        if (all)
            _internalStash.UnstashAll();
        else
            _internalStash.Unstash();
    }
}
