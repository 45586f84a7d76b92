using Akka.Dispatch;
using Akka.Util;

namespace Akka.Actor;

/// <summary>An actor that declares a handler for each type of message, tried in the order of declaration.</summary>
public abstract class ReceiveActor : UntypedActor, IInitializableActor
{
    private readonly Stack<MatchBuilder> _declaring = new();
    private Func<object, bool> _handler = static _ => false;
    private bool _initialized;

    protected ReceiveActor() => _declaring.Push(new MatchBuilder());

    void IInitializableActor.Init()
    {
        if (_initialized) return; // the producer may hand out the same instance again
        _handler = _declaring.Pop().Build();
        _initialized = true;
    }

    protected sealed override void OnReceive(object message) => Execute(message, _handler);

    protected void Become(Action configure)
    {
        var handler = Declare(configure);
        base.Become(message => Execute(message, handler));
    }

    protected void BecomeStacked(Action configure)
    {
        var handler = Declare(configure);
        base.BecomeStacked(message => Execute(message, handler));
    }

    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) => Receive(Async(handler), shouldHandle);

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => Receive(Async(handler), shouldHandle);

    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = null) =>
        Receive(messageType, Async(handler), shouldHandle);

    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        Receive(messageType, Async(handler), shouldHandle);

    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAny(Async(handler));

    /// <exception cref="InvalidOperationException">Called elsewhere than in the constructor or in Become.</exception>
    protected void Receive<T>(Action<T> handler, Predicate<T> shouldHandle = null) => Builder.Match(handler, shouldHandle);

    /// <inheritdoc cref="Receive{T}(Action{T}, Predicate{T})"/>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Builder.Match(handler, shouldHandle);

    /// <inheritdoc cref="Receive{T}(Action{T}, Predicate{T})"/>
    protected void Receive(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) =>
        Builder.Match(messageType, handler, shouldHandle);

    /// <inheritdoc cref="Receive{T}(Action{T}, Predicate{T})"/>
    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Builder.Match(messageType, handler, shouldHandle);

    /// <inheritdoc cref="Receive{T}(Action{T}, Predicate{T})"/>
    protected void Receive<T>(Func<T, bool> handler) => Builder.Match(handler);

    /// <inheritdoc cref="Receive{T}(Action{T}, Predicate{T})"/>
    protected void Receive(Type messageType, Func<object, bool> handler) => Builder.Match(messageType, handler);

    /// <inheritdoc cref="Receive{T}(Action{T}, Predicate{T})"/>
    protected void ReceiveAny(Action<object> handler) => Builder.MatchAny(handler);

    private MatchBuilder Builder => _declaring.TryPeek(out var builder)
        ? builder
        : throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");

    private static Action<T> Async<T>(Func<T, Task> handler) => message => ActorTaskScheduler.RunTask(() => handler(message));

    private Func<object, bool> Declare(Action configure)
    {
        _declaring.Push(new MatchBuilder());
        try
        {
            configure();
        }
        catch
        {
            _declaring.Pop();
            throw;
        }

        return _declaring.Pop().Build();
    }

    private void Execute(object message, Func<object, bool> handler)
    {
        if (!handler(message)) Unhandled(message);
    }
}
