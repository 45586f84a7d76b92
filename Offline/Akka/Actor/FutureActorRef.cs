using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Takes the answer to one question; whatever comes later is a dead letter.</summary>
public class FutureActorRef<T>(TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider) : MinimalActorRef
{
    public override ActorPath Path => path;

    public override IActorRefProvider Provider => provider;

    public virtual void DeliverAsk(object message, ICanTell destination) => destination.Tell(message, this);

    protected override void TellInternal(object message, IActorRef sender)
    {
        bool taken;
        switch (message)
        {
            case ISystemMessage system:
                taken = result.TrySetException(new InvalidOperationException(
                    $"system message of type '{system.GetType().Name}' is invalid for {nameof(FutureActorRef<T>)}"));
                break;
            case T answer:
                taken = result.TrySetResult(answer);
                break;
            case null:
                taken = result.TrySetResult(default);
                break;
            case Status.Failure failure:
                taken = result.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message."));
                break;
            default:
                result.TrySetException(new ArgumentException($"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]"));
                taken = false;
                break;
        }

        if (!taken && !result.Task.IsCanceled) provider.DeadLetters.Tell(message ?? default(T), this);
    }
}
