namespace Akka.Actor;

/// <summary>Questions whose answer is a task.</summary>
public static class Futures
{
    /// <param name="self">Who is asked.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">How long to wait; null for akka.actor.ask-timeout.</param>
    /// <exception cref="AskTimeoutException">No answer in time.</exception>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    /// <inheritdoc cref="Ask(ICanTell, object, TimeSpan?)"/>
    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    /// <inheritdoc cref="Ask(ICanTell, object, TimeSpan?)"/>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    /// <inheritdoc cref="Ask(ICanTell, object, TimeSpan?)"/>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    /// <inheritdoc cref="Ask(ICanTell, object, TimeSpan?)"/>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    /// <inheritdoc cref="Ask(ICanTell, object, TimeSpan?)"/>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        AskWith<T>(self, message, null, timeout, cancellationToken);

    /// <summary>Asks with a question that is made from the reference that takes the answer.</summary>
    /// <exception cref="AskTimeoutException">No answer in time.</exception>
    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken) =>
        AskWith<T>(self, null, messageFactory, timeout, cancellationToken);

    internal static IActorRefProvider ResolveProvider(ICanTell self) => self switch
    {
        ActorSelection selection => ResolveProvider(selection.Anchor),
        IInternalActorRef actor => actor.Provider,
        _ => ActorCell.Current?.SystemImpl.Provider,
    };

    private static Task<T> AskWith<T>(
        ICanTell self, object message, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var provider = ResolveProvider(self) ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));
        var wait = timeout ?? provider.Settings.AskTimeout;
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var future = provider.CreateFutureRef(result);
        provider.RegisterTempActor(future, future.Path);

        CancellationTokenSource timer = null;
        CancellationTokenRegistration cancelled = default;
        if (wait > TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan)
        {
            timer = new CancellationTokenSource(wait);
            timer.Token.UnsafeRegister(
                _ => result.TrySetException(new AskTimeoutException($"Timeout after {wait.TotalSeconds:F2} seconds")), null);
        }

        if (cancellationToken.CanBeCanceled) cancelled = cancellationToken.UnsafeRegister(_ => result.TrySetCanceled(cancellationToken), null);

        result.Task.ContinueWith(
            _ =>
            {
                provider.UnregisterTempActor(future.Path);
                timer?.Dispose();
                cancelled.Dispose();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        future.DeliverAsk(messageFactory is null ? message : messageFactory(future), self);
        return result.Task;
    }
}
