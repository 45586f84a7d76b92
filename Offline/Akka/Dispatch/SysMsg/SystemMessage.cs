using Akka.Event;

namespace Akka.Dispatch.SysMsg;

/// <summary>What an actor handles ahead of every ordinary message, even while it is suspended.</summary>
public interface ISystemMessage : Actor.INoSerializationVerificationNeeded;

/// <summary>A system message; it is also the link of the list it waits in, so one instance may go to one receiver only.</summary>
public abstract class SystemMessage : ISystemMessage
{
    internal SystemMessage Next;
}

/// <summary>Marks a queue that takes no more.</summary>
internal sealed class NoMessage : SystemMessage
{
    internal static readonly NoMessage Closed = new();
}

/// <summary>Waits while children end.</summary>
internal interface IStashWhenWaitingForChildren;

/// <summary>Waits while the actor is suspended by a failure.</summary>
internal interface IStashWhenFailed;

/// <summary>Make the actor instance.</summary>
public sealed class Create(Actor.ActorInitializationException failure = null) : SystemMessage
{
    /// <summary>Why there can be no instance, or null.</summary>
    public Actor.ActorInitializationException Failure { get; } = failure;
}

/// <summary>Make a new instance after a failure.</summary>
public sealed class Recreate(Exception cause) : SystemMessage, IStashWhenWaitingForChildren
{
    public Exception Cause { get; } = cause;
}

/// <summary>Handle ordinary messages again.</summary>
public sealed class Resume(Exception causedByFailure) : SystemMessage, IStashWhenWaitingForChildren
{
    public Exception CausedByFailure { get; } = causedByFailure;
}

/// <summary>Handle no ordinary messages until resumed.</summary>
public sealed class Suspend : SystemMessage, IStashWhenWaitingForChildren;

/// <summary>End.</summary>
public sealed class Terminate : SystemMessage, Actor.IPossiblyHarmful, IDeadLetterSuppression;

/// <summary>A child failed; its supervisor decides.</summary>
public sealed class Failed(Actor.IActorRef child, Exception cause, long uid) : SystemMessage, IStashWhenFailed
{
    public Actor.IActorRef Child { get; } = child;

    public Exception Cause { get; } = cause;

    public long Uid { get; } = uid;
}

/// <summary>A watched actor or a child ended.</summary>
public sealed class DeathWatchNotification(Actor.IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    : SystemMessage, IDeadLetterSuppression
{
    public Actor.IActorRef Actor { get; } = actor;

    public bool ExistenceConfirmed { get; } = existenceConfirmed;

    public bool AddressTerminated { get; } = addressTerminated;
}

/// <summary>Tell the watcher when the watchee ends.</summary>
public class Watch(Actor.IInternalActorRef watchee, Actor.IInternalActorRef watcher) : SystemMessage
{
    public Actor.IInternalActorRef Watchee { get; } = watchee;

    public Actor.IInternalActorRef Watcher { get; } = watcher;
}

/// <summary>Tell the watcher no more.</summary>
public sealed class Unwatch(Actor.IInternalActorRef watchee, Actor.IInternalActorRef watcher) : SystemMessage
{
    public Actor.IInternalActorRef Watchee { get; } = watchee;

    public Actor.IInternalActorRef Watcher { get; } = watcher;
}

/// <summary>The continuation of an async handler, or the failure it ended with.</summary>
internal sealed class ActorTaskSchedulerMessage : SystemMessage
{
    private readonly ActorTaskScheduler _scheduler;
    private readonly Task _task;

    public ActorTaskSchedulerMessage(ActorTaskScheduler scheduler, Task task, object message)
    {
        _scheduler = scheduler;
        _task = task;
        Message = message;
    }

    public ActorTaskSchedulerMessage(Exception exception, object message)
    {
        Exception = exception;
        Message = message;
    }

    public Exception Exception { get; }

    /// <summary>What the handler was given.</summary>
    public object Message { get; }

    public void ExecuteTask() => _scheduler.ExecuteTask(_task);
}

/// <summary>An ordinary message to a guardian: stop this child.</summary>
public sealed class StopChild(Actor.IActorRef child)
{
    public Actor.IActorRef Child { get; } = child;
}

/// <summary>An ordinary message to the system guardian: ask the sender before the end.</summary>
public sealed class RegisterTerminationHook
{
    private RegisterTerminationHook()
    {
    }

    public static RegisterTerminationHook Instance { get; } = new();
}

/// <summary>The end is near: answer with <see cref="TerminationHookDone"/>.</summary>
public sealed class TerminationHook
{
    private TerminationHook()
    {
    }

    public static TerminationHook Instance { get; } = new();
}

/// <summary>Ready for the end.</summary>
public sealed class TerminationHookDone
{
    private TerminationHookDone()
    {
    }

    public static TerminationHookDone Instance { get; } = new();
}
