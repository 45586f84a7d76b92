namespace Akka.Actor;

/// <summary>Stopping an actor and waiting for its end.</summary>
public static class GracefulStopSupport
{
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => GracefulStop(target, timeout, PoisonPill.Instance);

    /// <summary>True when the actor has ended in time.</summary>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        if (target is not IInternalActorRef watchable)
            throw new InvalidOperationException($"{target} is not an {typeof(IInternalActorRef)} and cannot be death-watched");
        using var timer = timeout == TimeSpan.Zero ? new CancellationTokenSource() : new CancellationTokenSource(timeout);
        return await PromiseActorRef.WaitForEnd(watchable, () => target.Tell(stopMessage, ActorRefs.NoSender), timer.Token).ConfigureAwait(false);
    }
}

/// <summary>Waiting for the end of an actor.</summary>
public static class WatchAsyncSupport
{
    /// <summary>True when the actor has ended, false when the token was cancelled first.</summary>
    public static Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default) => target is IInternalActorRef watchable
        ? PromiseActorRef.WaitForEnd(watchable, static () => { }, token)
        : throw new InvalidOperationException($"{target} is not an {typeof(IInternalActorRef)} and cannot be death-watched");
}
