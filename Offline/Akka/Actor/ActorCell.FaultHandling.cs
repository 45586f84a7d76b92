using System.Runtime.ExceptionServices;
using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    private IActorRef _perpetrator;

    /// <summary>A failure is with the supervisor, who has not answered yet.</summary>
    private bool IsFailed => _perpetrator is not null;

    private void HandleInvokeFailure(Exception cause, IEnumerable<IActorRef> childrenNotToSuspend = null)
    {
        if (IsFailed) return;
        try
        {
            Dispatcher.Suspend(this);
            var spared = childrenNotToSuspend?.ToList() ?? [];
            _perpetrator = _self;
            if (CurrentMessage is Failed)
            {
                _perpetrator = Sender;
                spared.Add(Sender);
            }

            SuspendChildren(spared);
            Parent.SendSystemMessage(new Failed(_self, cause, _self.Path.Uid));
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Path.ToString(), ActorType, "Emergency stop: exception in failure handling for " + cause));
            try
            {
                StopChildren();
            }
            finally
            {
                FinishTerminate();
            }
        }
    }

    private void HandleFailed(Failed failed)
    {
        CurrentMessage = failed;
        Sender = failed.Child.IsNobody() ? _system.DeadLetters : failed.Child;
        if (!_children.TryGetByRef(failed.Child, out var stats) || stats.Uid != failed.Uid)
        {
            Publish(new Debug(_self.Path.ToString(), ActorType, $"Dropping Failed({failed.Cause}) from unknown or old child {failed.Child}"));
            return;
        }

        if (!_actor.SupervisorStrategyInternal.HandleFailure(this, failed.Child, failed.Cause, stats, _children.Stats))
            ExceptionDispatchInfo.Capture(failed.Cause).Throw();
    }

    private void FaultRecreate(Exception cause)
    {
        if (_actor is null)
        {
            Publish(new Error(null, _self.Path.ToString(), GetType(), "Changing Recreate into Create after " + cause));
            FaultCreate();
            return;
        }

        if (!_children.IsNormal)
        {
            // It ends, or is being made anew already: all that is left is to keep the count of suspensions.
            FaultResume(null);
            return;
        }

        var failed = _actor;
        if (_system.Settings.DebugLifecycle) Publish(new Debug(_self.Path.ToString(), failed.GetType(), "Restarting"));
        try
        {
            failed.AroundPreRestart(cause, CurrentMessage);
            (failed as IActorStash)?.Stash.UnstashAll();
        }
        catch (Exception e)
        {
            var wrapped = new PreRestartException(_self, e, cause, CurrentMessage);
            Publish(new Error(wrapped, _self.Path.ToString(), failed.GetType(), e.Message));
        }
        finally
        {
            ClearActor(failed);
        }

        if (!_children.SetReason(WaitReason.Recreation, cause)) FinishRecreate(cause, failed);
    }

    private void FinishRecreate(Exception cause, ActorBase failed)
    {
        var survivors = _children.Stats;
        try
        {
            ResumeAndForgetFailure();
            var fresh = NewActor();
            _actor = fresh; // before PostRestart can fail
            if (ReferenceEquals(fresh, failed)) fresh.Unclear();
            UseThreadContext(() => fresh.AroundPostRestart(cause, null));
            if (_system.Settings.DebugLifecycle) Publish(new Debug(_self.Path.ToString(), ActorType, "Restarted (" + fresh + ")"));
            foreach (var survivor in survivors) survivor.Child.Restart(cause);
        }
        catch (Exception e)
        {
            ClearActor(_actor); // so that PreRestart does not run on it
            HandleInvokeFailure(new PostRestartException(_self, e, cause), survivors.Select(static stats => (IActorRef)stats.Child));
        }
    }

    private void FaultResume(Exception causedByFailure)
    {
        if (_actor is null)
        {
            Publish(new Error(null, _self.Path.ToString(), GetType(), "Changing Resume into Create after " + causedByFailure));
            FaultCreate();
            return;
        }

        var perpetrator = _perpetrator;
        try
        {
            Dispatcher.Resume(this);
        }
        finally
        {
            if (causedByFailure is not null) _perpetrator = null;
        }

        ResumeChildren(causedByFailure, perpetrator);
    }

    private void FaultCreate()
    {
        SetReceiveTimeout(null);
        CancelReceiveTimeout();
        StopChildren();
        if (!_children.SetReason(WaitReason.Creation)) FinishCreate();
    }

    private void FinishCreate()
    {
        ResumeAndForgetFailure();
        try
        {
            Create(failure: null);
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    private void ResumeAndForgetFailure()
    {
        try
        {
            Dispatcher.Resume(this);
        }
        finally
        {
            _perpetrator = null;
        }
    }

    private void Terminate()
    {
        SetReceiveTimeout(null);
        CancelReceiveTimeout();
        UnwatchWatchedActors();
        StopChildren();
        var wasTerminating = IsTerminating;
        if (!_children.SetReason(WaitReason.Termination))
        {
            _children.SetTerminated();
            FinishTerminate();
        }
        else if (!wasTerminating)
        {
            Dispatcher.Suspend(this);
            _perpetrator = _self;
            if (_system.Settings.DebugLifecycle) Publish(new Debug(_self.Path.ToString(), ActorType, "Stopping"));
        }
    }

    private void HandleChildTerminated(IActorRef child)
    {
        var done = _children.Remove(child, out var reason, out var cause);
        if (_actor is not null)
        {
            try
            {
                _actor.SupervisorStrategyInternal.HandleChildTerminated(this, child, ChildrenWhenAsked());
            }
            catch (Exception e)
            {
                Publish(new Error(e, _self.Path.ToString(), ActorType, "HandleChildTerminated failed"));
                HandleInvokeFailure(e);
            }
        }

        if (!done) return;
        switch (reason)
        {
            case WaitReason.Recreation:
                FinishRecreate(cause, _actor);
                break;
            case WaitReason.Creation:
                FinishCreate();
                break;
            case WaitReason.Termination:
                FinishTerminate();
                break;
        }
    }

    /// <summary>The end: every step happens, whatever the one before it does.</summary>
    private void FinishTerminate()
    {
        var actor = _actor;
        try
        {
            if (actor is not null)
            {
                actor.AroundPostStop();
                (actor as IActorStash)?.Stash.UnstashAll(); // what was stashed becomes dead letters with the rest
            }
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Path.ToString(), ActorType, e.Message));
        }

        Step(() => Dispatcher.Detach(this));
        Step(() => Parent.SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false)));
        Step(TellWatchersWeDied);
        Step(UnwatchWatchedActors);
        if (_system.Settings.DebugLifecycle) Publish(new Debug(_self.Path.ToString(), ActorType, "Stopped"));
        ClearActor(actor);
        _stashed = null;
        Props = NoProps;
        _actor = null;

        void Step(Action step)
        {
            try
            {
                step();
            }
            catch (Exception e)
            {
                Publish(new Error(e, _self.Path.ToString(), ActorType, e.Message));
            }
        }
    }
}
