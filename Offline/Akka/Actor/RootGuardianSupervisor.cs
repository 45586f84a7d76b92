using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>What watches over the root: its end is the end of the system.</summary>
public class RootGuardianSupervisor(
    RootActorPath root, IActorRefProvider provider, TaskCompletionSource<Status> terminationPromise, ILoggingAdapter log) : MinimalActorRef
{
    public override ActorPath Path { get; } = root / "_Root-guardian-supervisor";

    public override IActorRefProvider Provider => provider;

    public Exception CauseOfTermination { get; private set; }

    public override void SendSystemMessage(ISystemMessage systemMessage)
    {
        switch (systemMessage)
        {
            case Failed failed:
                log.Error(failed.Cause, "guardian {0} failed, shutting down!", failed.Child);
                CauseOfTermination = failed.Cause;
                ((IInternalActorRef)failed.Child).Stop();
                break;
            case DeathWatchNotification:
                Stop();
                break;
            default:
                log.Error("{0} received unexpected system message [{1}]", Path, systemMessage);
                break;
        }
    }

    public override void Stop() =>
        terminationPromise.TrySetResult(CauseOfTermination is null ? Status.Success.Instance : new Status.Failure(CauseOfTermination));

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (terminationPromise.Task.IsCompleted) return;
        if (message is null) throw new InvalidMessageException("Message is null");
        log.Error("{0} received unexpected message [{1}]", Path, message);
    }
}
