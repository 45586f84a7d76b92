using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    private const int Normal = 0;
    private const int SuspendedState = 1;
    private const int SuspendedWaitingForChildren = 2;

    private List<SystemMessage> _stashed;

    /// <summary>Handles a system message, and those that had waited for the state it leads to.</summary>
    internal void SystemInvoke(SystemMessage message)
    {
        var state = CalculateState();
        var todo = new Queue<SystemMessage>(0);
        while (true)
        {
            try
            {
                if (MustWait(message, state)) (_stashed ??= []).Add(message);
                else Handle(message);
            }
            catch (Exception cause)
            {
                HandleInvokeFailure(cause);
            }

            var next = CalculateState();
            if (next < state && _stashed is { Count: > 0 })
            {
                todo = new Queue<SystemMessage>(_stashed.Concat(todo));
                _stashed.Clear();
            }

            if (IsTerminated)
            {
                foreach (var left in todo) _system.DeadLetters.Tell(left, Self);
                return;
            }

            if (!todo.TryDequeue(out message)) return;
            state = next;
        }
    }

    private static bool MustWait(SystemMessage message, int state) => state switch
    {
        SuspendedWaitingForChildren => message is IStashWhenWaitingForChildren,
        SuspendedState => message is IStashWhenFailed,
        _ => false,
    };

    private int CalculateState()
    {
        if (_children.IsWaitingForChildren) return SuspendedWaitingForChildren;
        return Mailbox.IsSuspended() ? SuspendedState : Normal;
    }

    private void Handle(SystemMessage message)
    {
        switch (message)
        {
            case ActorTaskSchedulerMessage continuation:
                HandleContinuation(continuation);
                break;
            case Failed failed:
                HandleFailed(failed);
                break;
            case DeathWatchNotification gone:
                WatchedActorTerminated(gone.Actor, gone.ExistenceConfirmed, gone.AddressTerminated);
                break;
            case Create create:
                Create(create.Failure);
                break;
            case Watch watch:
                AddWatcher(watch.Watchee, watch.Watcher);
                break;
            case Unwatch unwatch:
                RemoveWatcher(unwatch.Watchee, unwatch.Watcher);
                break;
            case Recreate recreate:
                FaultRecreate(recreate.Cause);
                break;
            case Dispatch.SysMsg.Suspend:
                Dispatcher.Suspend(this);
                SuspendChildren();
                break;
            case Resume resume:
                FaultResume(resume.CausedByFailure);
                break;
            case Dispatch.SysMsg.Terminate:
                Terminate();
                break;
            default:
                throw new NotSupportedException($"Unknown message {message.GetType().Name}");
        }
    }

    private void HandleContinuation(ActorTaskSchedulerMessage continuation)
    {
        CurrentMessage = continuation.Message;
        if (continuation.Exception is not null)
        {
            // The handler has ended: take back its own suspension before the failure brings another.
            Resume(continuation.Exception);
            HandleInvokeFailure(continuation.Exception);
            return;
        }

        continuation.ExecuteTask();
        CurrentMessage = null;
    }

    private void Create(Exception failure)
    {
        if (failure is not null) throw failure;
        try
        {
            _actor = NewActor();
            UseThreadContext(() => _actor.AroundPreStart());
            CheckReceiveTimeout();
            if (_system.Settings.DebugLifecycle) Publish(new Debug(Self.Path.ToString(), ActorType, "Started (" + _actor + ")"));
        }
        catch (Exception e)
        {
            if (_actor is not null)
            {
                ClearActor(_actor);
                _actor = null; // so that a restart knows that there is none
            }

            throw new ActorInitializationException(_self, "Exception during creation", e);
        }
    }

    private ActorBase NewActor()
    {
        ClearBehavior();
        ActorHasBeenCleared = false;
        ActorBase instance = null;
        UseThreadContext(() =>
        {
            instance = CreateNewActorInstance();
            instance.SupervisorStrategyInternal = Props.SupervisorStrategy;
        });
        return instance;
    }

    private void ClearBehavior()
    {
        _behavior = null;
        _behaviorsBelow = null;
    }

    private void ClearActor(ActorBase actor)
    {
        if (actor is not null)
        {
            if (actor is IDisposable disposable)
            {
                try
                {
                    disposable.Dispose();
                }
                catch (Exception e)
                {
                    Publish(new Error(e, Self.Path.ToString(), actor.GetType(), "An error occurred while disposing the actor: " + e.Message));
                }
            }

            Props.Release(actor);
            actor.Clear(_system.DeadLetters);
        }

        ActorHasBeenCleared = true;
        CurrentMessage = null;
        ClearBehavior();
    }
}
