namespace Akka.Persistence;

/// <summary>A persistent actor whose constructor lists handlers: <c>Command</c> for commands, <c>Recover</c> for events and snapshots.</summary>
/// <remarks>The first handler that fits gets the message. A handler that returns false passes it on.</remarks>
public abstract class ReceivePersistentActor : UntypedPersistentActor
{
    private readonly List<Func<object, bool>> _recoverHandlers = [];
    private readonly Stack<List<Func<object, bool>>> _configuring = new([[]]);
    private List<Func<object, bool>> _commandHandlers = [];
    private bool _constructed;

    public override void AroundPreStart()
    {
        CloseConstruction();
        base.AroundPreStart();
    }

    public override void AroundPostRestart(Exception reason, object message)
    {
        CloseConstruction();
        base.AroundPostRestart(reason, message);
    }

    protected sealed override void OnCommand(object message) => Dispatch(message, _commandHandlers);

    protected sealed override void OnRecover(object message) => Dispatch(message, _recoverHandlers);

    protected void Become(Action configure)
    {
        var handlers = Configured(configure);
        base.Become(message => Dispatch(message, handlers));
    }

    protected void BecomeStacked(Action configure)
    {
        var handlers = Configured(configure);
        base.BecomeStacked(message => Dispatch(message, handlers));
    }

    protected void Recover<T>(Action<T> handler, Predicate<T> shouldHandle = null) => AddRecover(Matching(handler, shouldHandle));

    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) => Recover(handler, shouldHandle);

    protected void Recover(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) =>
        AddRecover(Matching(messageType, handler, shouldHandle));

    protected void Recover(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Recover(messageType, handler, shouldHandle);

    protected void Recover<T>(Func<T, bool> handler) => AddRecover(message => message is T typed && handler(typed));

    protected void Recover(Type messageType, Func<object, bool> handler) =>
        AddRecover(message => messageType.IsInstanceOfType(message) && handler(message));

    protected void RecoverAny(Action<object> handler) => AddRecover(Matching(handler, null));

    protected void Command<T>(Action<T> handler, Predicate<T> shouldHandle = null) => AddCommand(Matching(handler, shouldHandle));

    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) => Command(handler, shouldHandle);

    protected void Command(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) =>
        AddCommand(Matching(messageType, handler, shouldHandle));

    protected void Command(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Command(messageType, handler, shouldHandle);

    protected void Command<T>(Func<T, bool> handler) => AddCommand(message => message is T typed && handler(typed));

    protected void Command(Type messageType, Func<object, bool> handler) =>
        AddCommand(message => messageType.IsInstanceOfType(message) && handler(message));

    protected void Command(Action<object> handler) => CommandAny(handler);

    protected void CommandAny(Action<object> handler) => AddCommand(Matching(handler, null));

    protected void CommandAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) =>
        Command(message => RunTask(() => handler(message)), shouldHandle);

    protected void CommandAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => CommandAsync(handler, shouldHandle);

    protected void CommandAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = null) =>
        Command(messageType, message => RunTask(() => handler(message)), shouldHandle);

    protected void CommandAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        CommandAsync(messageType, handler, shouldHandle);

    protected void CommandAnyAsync(Func<object, Task> handler) => CommandAny(message => RunTask(() => handler(message)));

    // The handlers listed so far are the actor's own; more come by Become only.
    private void CloseConstruction()
    {
        if (_constructed)
            return;
        _commandHandlers = _configuring.Pop();
        _constructed = true;
    }

    private static Func<object, bool> Matching<T>(Action<T> handler, Predicate<T> shouldHandle) => message =>
    {
        if (message is not T typed || shouldHandle?.Invoke(typed) == false)
            return false;
        handler(typed);
        return true;
    };

    private static Func<object, bool> Matching(Type type, Action<object> handler, Predicate<object> shouldHandle) =>
        Matching(handler, message => type.IsInstanceOfType(message) && shouldHandle?.Invoke(message) != false);

    private void AddRecover(Func<object, bool> handler)
    {
        if (_constructed)
            throw new InvalidOperationException("You may only call Recover-methods when constructing the actor and inside Become().");
        _recoverHandlers.Add(handler);
    }

    private void AddCommand(Func<object, bool> handler)
    {
        if (!_configuring.TryPeek(out var handlers))
            throw new InvalidOperationException("You may only call Command-methods when constructing the actor and inside Become().");
        handlers.Add(handler);
    }

    private List<Func<object, bool>> Configured(Action configure)
    {
        _configuring.Push([]);
        configure();
        return _configuring.Pop();
    }

    private void Dispatch(object message, List<Func<object, bool>> handlers)
    {
        foreach (var handler in handlers)
            if (handler(message))
                return;
        Unhandled(message);
    }
}
