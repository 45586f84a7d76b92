using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Waits for the end of one actor on behalf of code that is no actor.</summary>
internal sealed class PromiseActorRef : MinimalActorRef
{
    private readonly TaskCompletionSource<object> _promise = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PromiseActorRef(IActorRefProvider provider)
    {
        Provider = provider;
        Path = provider.TempPath();
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider { get; }

    /// <summary>True when <paramref name="target"/> has ended, false when <paramref name="token"/> was cancelled first.</summary>
    public static async Task<bool> WaitForEnd(IInternalActorRef target, Action begin, CancellationToken token)
    {
        var promise = new PromiseActorRef(target.Provider);
        target.Provider.RegisterTempActor(promise, promise.Path);
        using var registration = token.UnsafeRegister(static p => ((TaskCompletionSource<object>)p).TrySetCanceled(), promise._promise);
        target.SendSystemMessage(new Watch(target, promise));
        begin();
        try
        {
            return await promise._promise.Task.ConfigureAwait(false) is Terminated terminated && terminated.ActorRef.Path.Equals(target.Path);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            target.Provider.UnregisterTempActor(promise.Path);
            target.SendSystemMessage(new Unwatch(target, promise));
        }
    }

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is DeathWatchNotification gone)
            _promise.TrySetResult(new Terminated(gone.Actor, gone.ExistenceConfirmed, gone.AddressTerminated));
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (!_promise.TrySetResult(message)) Provider.DeadLetters.Tell(message, sender);
    }
}
