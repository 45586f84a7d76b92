using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Recovery: a permit, then the snapshot, then the events behind it.</summary>
public abstract partial class Eventsourced
{
    private State _state;

    private static Exception TimedOut(string what) => new RecoveryTimedOutException($"Recovery timed out, {what}");

    private State WaitingForPermit() => new(true, (_, message) =>
    {
        if (message is RecoveryPermitGranted)
            StartRecovery();
        else
            StashInternally(message);
    });

    private void RequestPermit()
    {
        Extension.RecoveryPermitter().Tell(RequestRecoveryPermit.Instance, Self);
        _state = WaitingForPermit();
    }

    private void ReturnPermit() => Extension.RecoveryPermitter().Tell(ReturnRecoveryPermit.Instance, Self);

    private void StartRecovery()
    {
        var recovery = Recovery;
        var timeout = Extension.JournalConfigFor(JournalPluginId).GetTimeSpan("recovery-event-timeout", null, false);
        var timer = Context.System.Scheduler.ScheduleTellOnceCancelable(timeout, Self, new RecoveryTick(true), Self);
        _state = WaitingForSnapshot(recovery.ReplayMax, timeout, timer);
        LoadSnapshot(SnapshotterId, recovery.FromSnapshot, recovery.ToSequenceNr);
    }

    private State WaitingForSnapshot(long replayMax, TimeSpan timeout, ICancelable timer) => new(true, Guarded(timer, message =>
    {
        switch (message)
        {
            case LoadSnapshotResult result:
                timer.Cancel();
                if (result.Snapshot != null)
                    OfferSnapshot(result.Snapshot);
                _state = Replaying(timeout);
                Journal.Tell(new ReplayMessages(LastSequenceNr + 1L, result.ToSequenceNr, replayMax, PersistenceId, Self));
                break;
            case LoadSnapshotFailed failed:
                FailRecovery(timer, failed.Cause);
                break;
            case RecoveryTick { Snapshot: true }:
                FailRecovery(timer, TimedOut($"didn't get snapshot within {timeout.TotalSeconds}s."));
                break;
            default:
                StashInternally(message);
                break;
        }
    }));

    private void OfferSnapshot(SelectedSnapshot snapshot)
    {
        var offer = new SnapshotOffer(snapshot.Metadata, snapshot.Snapshot);
        var before = LastSequenceNr;
        try
        {
            LastSequenceNr = snapshot.Metadata.SequenceNr;
            if (base.AroundReceive(ReceiveRecovery, offer))
                return;
            LastSequenceNr = before;
            Unhandled(offer);
        }
        catch (Exception e)
        {
            FailRecovery(null, e);
        }
    }

    private State Replaying(TimeSpan timeout)
    {
        var timer = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(timeout, timeout, Self, new RecoveryTick(false), Self);
        var eventSeen = false;
        return new State(true, Guarded(timer, message =>
        {
            switch (message)
            {
                case ReplayedMessage replayed:
                    eventSeen = true;
                    Replay(replayed.Persistent, timer);
                    break;
                case RecoverySuccess success:
                    timer.Cancel();
                    CompleteRecovery(success.HighestSequenceNr);
                    break;
                case ReplayMessagesFailure failure:
                    FailRecovery(timer, failure.Cause);
                    break;
                case RecoveryTick { Snapshot: false } when !eventSeen:
                    FailRecovery(timer, TimedOut(
                        $"didn't get event within {timeout.TotalSeconds}s, highest sequence number seen {LastSequenceNr}."));
                    break;
                case RecoveryTick tick:
                    eventSeen &= tick.Snapshot;
                    break;
                default:
                    StashInternally(message);
                    break;
            }
        }));
    }

    private void Replay(IPersistentRepresentation persistent, ICancelable timer)
    {
        try
        {
            LastSequenceNr = Math.Max(LastSequenceNr, persistent.SequenceNr);
            base.AroundReceive(ReceiveRecovery, persistent);
        }
        catch (Exception e)
        {
            FailRecovery(timer, e, persistent.Payload);
        }
    }

    private void CompleteRecovery(long highest)
    {
        OnReplaySuccess();
        LastSequenceNr = _sequenceNr = Math.Max(highest, LastSequenceNr);
        _state = _state with { Recovering = false };
        try
        {
            base.AroundReceive(ReceiveRecovery, RecoveryCompleted.Instance);
        }
        finally
        {
            // Also when the handler failed: its supervisor may resume the actor.
            Flush();
            if (_pendingStashingHandlers > 0)
            {
                _state = PersistingEvents();
            }
            else
            {
                _state = ProcessingCommands();
                _internalStash.UnstashAll();
            }
        }
        ReturnPermit();
    }

    private bool ReceiveRecovery(object message) => message switch
    {
        IPersistentRepresentation persistent when IsRecovering => ReceiveRecover(persistent.Payload),
        SnapshotOffer or RecoveryCompleted => ReceiveRecover(message),
        _ => false,
    };

    private void FailRecovery(ICancelable timer, Exception reason, object message = null)
    {
        timer?.Cancel();
        try
        {
            OnRecoveryFailure(reason, message);
        }
        finally
        {
            Context.Stop(Self);
        }
        ReturnPermit();
    }

    // Whatever a handler throws, the timer ends and the permit goes back before the supervisor sees it.
    private Action<Receive, object> Guarded(ICancelable timer, Action<object> handle) => (_, message) =>
    {
        try
        {
            handle(message);
        }
        catch (Exception)
        {
            timer.Cancel();
            ReturnPermit();
            throw;
        }
    };

    private sealed record State(bool Recovering, Action<Receive, object> Receive);
}
