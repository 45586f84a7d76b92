using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>What each state does with each message; false: what any state does.</summary>
public sealed partial class ClusterSingletonManager
{
    private bool InStart(object message)
    {
        switch (message)
        {
            case StartOldestChangedBuffer:
                var role = _settings.Role;
                _oldestChanges = Context.ActorOf(Actor.Props.Create(() => new OldestChangedBuffer(role)).WithDispatcher(Context.Props.Dispatcher));
                AskForNextChange();
                return true;
            case InitialOldestState initial:
                _changeReceived = true;
                var others = initial.Oldest.Remove(SelfNode);
                if (initial.Oldest.IsEmpty || initial.Oldest[0] != SelfNode) GoToYounger(others);
                else if (initial.SafeToBeOldest) TryGoToOldest();
                else GoToBecomingOldest(others);
                return true;
            case HandOverToMe:
                return true; // there is nothing to hand over, and nothing is known yet
            default:
                return false;
        }
    }

    private bool InYounger(object message)
    {
        switch (message)
        {
            case OldestChanged changed when changed.NewOldest == SelfNode:
                _changeReceived = true;
                BecomeOldest(changed.PreviousOldest);
                return true;
            case OldestChanged changed:
                _changeReceived = true;
                AskForNextChange();
                if (changed.NewOldest is not null && !_previousOldest.Contains(changed.NewOldest)) _previousOldest = _previousOldest.Insert(0, changed.NewOldest);
                return true;
            case DelayedMemberRemoved removed:
                NoteRemoved(removed.Member);
                _previousOldest = _previousOldest.Remove(removed.Member.UniqueAddress);
                return true;
            case HandOverToMe:
                // One that goes itself may still have to take over and hand over in turn: it does not say that there is nothing.
                if (_cluster.SelfMember.Status is not (MemberStatus.Leaving or MemberStatus.Exiting)) Sender.Tell(HandOverDone.Instance);
                return true;
            default:
                return InWaiting(message);
        }
    }

    private void BecomeOldest(UniqueAddress previous)
    {
        _log.Info("This member is the oldest now, after [{0}]", (previous ?? Previous)?.Address);
        if (_previousOldest.All(_removed.ContainsKey))
        {
            TryGoToOldest();
            return;
        }

        var before = previous is null ? _previousOldest : _previousOldest.Remove(previous).Insert(0, previous);
        Peer(before[0].Address).Tell(HandOverToMe.Instance);
        GoToBecomingOldest(before);
    }

    private bool InBecomingOldest(object message)
    {
        switch (message)
        {
            case HandOverInProgress:
                Timers.Cancel(HandOverTimer);
                return true;
            case HandOverDone:
                if (Previous is { } from && Sender.Path.Address == from.Address) TryGoToOldest();
                else _log.Info("Hand-over by [{0}] is not that of the previous oldest [{1}]", Sender.Path.Address, Previous?.Address);
                return true;
            case DelayedMemberRemoved removed:
                NoteRemoved(removed.Member);
                if (_cluster.IsTerminated) return true;
                if (_previousOldest.Contains(removed.Member.UniqueAddress) && _previousOldest.All(_removed.ContainsKey)) TryGoToOldest();
                else _previousOldest = _previousOldest.Remove(removed.Member.UniqueAddress);
                return true;
            case TakeOverFromMe:
                TakeOver(Sender.Path.Address);
                return true;
            case HandOverRetry retry:
                RetryHandOver(retry.Count);
                return true;
            default:
                return InWaiting(message);
        }
    }

    private void TakeOver(Address sender)
    {
        if (_cluster.State.Members.FirstOrDefault(member => member.Address == sender)?.UniqueAddress is not { } node)
        {
            _log.Info("[{0}] offers the singleton but is no member", sender);
        }
        else if (Previous is null)
        {
            Sender.Tell(HandOverToMe.Instance);
            _previousOldest = [node];
        }
        else if (Previous == node)
        {
            Sender.Tell(HandOverToMe.Instance);
        }
        else
        {
            _log.Info("[{0}] offers the singleton but the previous oldest is [{1}]", sender, Previous.Address);
        }
    }

    private void RetryHandOver(int count)
    {
        if (count <= _maxHandOverRetries)
        {
            _log.Info("Asks [{0}] to hand over, attempt {1}", Previous?.Address, count + 1);
            if (Previous is { } previous) Peer(previous.Address).Tell(HandOverToMe.Instance);
            Timers.StartSingleTimer(HandOverTimer, new HandOverRetry(count + 1), _settings.HandOverRetryInterval);
        }
        else if (!_previousOldest.IsEmpty && _previousOldest.All(_removed.ContainsKey))
        {
            TryGoToOldest();
        }
        else if (_cluster.IsTerminated)
        {
            Context.Stop(Self);
        }
        else
        {
            throw new ClusterSingletonManagerIsStuckException($"Becoming singleton oldest was stuck because previous oldest [{Previous}] is unresponsive");
        }
    }

    /// <summary>What Younger and BecomingOldest share: there is nothing to end here.</summary>
    private bool InWaiting(object message)
    {
        switch (message)
        {
            case ClusterEvent.MemberDowned downed when downed.Member.UniqueAddress == SelfNode:
            case ClusterEvent.MemberRemoved own when own.Member.UniqueAddress == SelfNode:
                Context.Stop(Self);
                return true;
            case ClusterEvent.MemberRemoved removed:
                var later = new DelayedMemberRemoved(removed.Member);
                if (_removalMargin > TimeSpan.Zero) Timers.StartSingleTimer($"delayed-member-removed-{removed.Member.UniqueAddress}", later, _removalMargin);
                else Self.Tell(later);
                return true;
            default:
                return false;
        }
    }

    private bool InAcquiringLease(object message)
    {
        switch (message)
        {
            case AcquireLeaseResult { HoldingLease: true }:
                GoToOldest();
                return true;
            case AcquireLeaseResult refused:
                if (refused.Failure is not null) _log.Error(refused.Failure, "The singleton's lease could not be asked for; it is tried again");
                else _log.Info("The singleton's lease is held by another; it is tried again");
                Timers.StartSingleTimer(LeaseTimer, LeaseRetry.Instance, _settings.LeaseSettings.LeaseRetryInterval);
                (_leaseAsked, _singleton) = (false, null);
                return true;
            case Terminated terminated when terminated.ActorRef.Equals(_singleton):
                _log.Info("The singleton, whose lease was lost, has ended; the lease is asked for again");
                TryGoToOldest();
                return true;
            case LeaseRetry:
                TryGoToOldest();
                return true;
            case ClusterEvent.MemberDowned downed when downed.Member.UniqueAddress == SelfNode:
                Context.Stop(Self);
                return true;
            default:
                return InCharge(message);
        }
    }

    private bool InOldest(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(_singleton):
                _log.Info("Singleton [{0}] has ended by itself", _singleton.Path);
                _singleton = null;
                return true;
            case ClusterEvent.MemberDowned downed when downed.Member.UniqueAddress == SelfNode:
                GoToStopping();
                return true;
            case LeaseLost lost:
                LoseLease(lost.Reason);
                return true;
            case HandOverDone:
                return true; // an answer to a question of before
            default:
                return InCharge(message);
        }
    }

    private void LoseLease(Exception reason)
    {
        _log.Warning(reason, "The singleton's lease is lost: it ends here, and the lease is asked for again");
        if (_singleton is null)
        {
            TryGoToOldest();
            return;
        }

        _singleton.Tell(_terminationMessage);
        GoTo(ClusterSingletonState.AcquiringLease);
        _leaseAsked = false;
    }

    /// <summary>What Oldest and AcquiringLease share: others may want the singleton.</summary>
    private bool InCharge(object message)
    {
        switch (message)
        {
            case OldestChanged changed:
                NoLongerOldest(changed.NewOldest);
                return true;
            case HandOverToMe:
                GoToHandingOver(Sender);
                return true;
            case TakeOverFromMe:
                Sender.Tell(HandOverToMe.Instance); // both think that they are the oldest: one of them will hear otherwise
                return true;
            default:
                return InExiting(message);
        }
    }

    private void NoLongerOldest(UniqueAddress newOldest)
    {
        _changeReceived = true;
        _log.Info("[{0}] is the oldest now", newOldest?.Address);
        if (newOldest == SelfNode) return;
        if (newOldest is not null && !_selfExited && _removed.ContainsKey(newOldest))
        {
            GoToHandingOver(null);
            return;
        }

        if (newOldest is not null) Peer(newOldest.Address).Tell(TakeOverFromMe.Instance);
        GoToWasOldest(newOldest);
    }

    private bool InWasOldest(object message)
    {
        switch (message)
        {
            case TakeOverRetry retry:
                RetryTakeOver(retry.Count);
                return true;
            case HandOverToMe:
                GoToHandingOver(Sender);
                return true;
            case ClusterEvent.MemberRemoved own when own.Member.UniqueAddress == SelfNode && !_selfExited:
                Context.Stop(Self);
                return true;
            case ClusterEvent.MemberRemoved removed:
                if (_selfExited || removed.Member.UniqueAddress != _newOldest) return true;
                Remember(removed.Member.UniqueAddress);
                GoToHandingOver(null);
                return true;
            case Terminated terminated when terminated.ActorRef.Equals(_singleton):
                _singleton = null;
                return true;
            case ClusterEvent.MemberDowned downed when downed.Member.UniqueAddress == SelfNode:
                GoToStopping();
                return true;
            default:
                return InExiting(message);
        }
    }

    private void RetryTakeOver(int count)
    {
        if ((_cluster.IsTerminated || _selfExited) && (_newOldest is null || count > _maxTakeOverRetries))
        {
            GoToStopping();
            return;
        }

        if (count > _maxTakeOverRetries) throw new ClusterSingletonManagerIsStuckException($"Expected hand-over to [{_newOldest}] never occurred");
        _log.Debug("Offers the singleton to [{0}], attempt {1}", _newOldest?.Address, count + 1);
        if (_newOldest is not null) Peer(_newOldest.Address).Tell(TakeOverFromMe.Instance);
        Timers.StartSingleTimer(TakeOverTimer, new TakeOverRetry(count + 1), _settings.HandOverRetryInterval);
    }

    private bool InHandingOver(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(_singleton):
                _singleton = null;
                HandOverIsDone(_handOverTo);
                return true;
            case HandOverToMe when Sender.Equals(_handOverTo):
                Sender.Tell(HandOverInProgress.Instance);
                return true;
            default:
                return InExiting(message);
        }
    }

    private bool InStopping(object message)
    {
        if (message is not Terminated terminated || !terminated.ActorRef.Equals(_singleton)) return false;
        Context.Stop(Self);
        return true;
    }

    private bool InEnd(object message)
    {
        switch (message)
        {
            case ClusterEvent.MemberRemoved own when own.Member.UniqueAddress == SelfNode:
                Context.Stop(Self);
                return true;
            case OldestChanged or HandOverToMe:
                return true;
            default:
                return false;
        }
    }

    /// <summary>This node goes, with the singleton still here.</summary>
    private bool InExiting(object message)
    {
        if (message is not SelfExiting) return false;
        _selfExited = true;
        Sender.Tell(Done.Instance);
        return true;
    }

    private bool InAnyState(object message)
    {
        switch (message)
        {
            case SelfExiting:
                _exitingDone.TrySetResult(Done.Instance); // nothing to hand over
                return InExiting(message);
            case ClusterEvent.MemberRemoved own when own.Member.UniqueAddress == SelfNode && !_selfExited:
                Context.Stop(Self);
                return true;
            case ClusterEvent.MemberRemoved removed:
                NoteRemoved(removed.Member);
                return true;
            case DelayedMemberRemoved removed:
                NoteRemoved(removed.Member);
                return true;
            case TakeOverFromMe:
                _log.Debug("[{0}] offers the singleton, which {1} does not want", Sender.Path.Address, _state);
                return true;
            case Cleanup:
                _removed = _removed.RemoveRange(_removed.Where(static entry => entry.Value.IsPast).Select(static entry => entry.Key));
                return true;
            case ReleaseLeaseResult released:
                if (!released.Released)
                    _log.Error(released.Failure, "The singleton's lease was not given back: nobody can start the singleton before it has run out");
                return true;
            case ClusterEvent.MemberDowned:
                return true; // of this node: its removal follows
            default:
                return false;
        }
    }

    private void NoteRemoved(Member member)
    {
        if (!_selfExited) _log.Info("[{0}] is removed", member.Address);
        Remember(member.UniqueAddress);
    }

    private void Remember(UniqueAddress node) => _removed = _removed.SetItem(node, Expiry.In(RememberRemoved));
}
