namespace Akka.Util;

/// <summary>Collects handlers by message type; the first that takes a message wins.</summary>
internal sealed class MatchBuilder
{
    private readonly List<Func<object, bool>> _handlers = [];
    private bool _catchesAll;

    public void Match<T>(Action<T> handler, Predicate<T> shouldHandle)
    {
        Check(handler);
        if (shouldHandle is null)
        {
            Add(message =>
            {
                if (message is not T typed) return false;
                handler(typed);
                return true;
            });
            _catchesAll = typeof(T) == typeof(object);
        }
        else
        {
            Add(message =>
            {
                if (message is not T typed || !shouldHandle(typed)) return false;
                handler(typed);
                return true;
            });
        }
    }

    public void Match<T>(Func<T, bool> handler)
    {
        Check(handler);
        Add(message => message is T typed && handler(typed));
    }

    public void Match(Type type, Action<object> handler, Predicate<object> shouldHandle)
    {
        Check(handler);
        Add(message =>
        {
            if (!type.IsInstanceOfType(message) || (shouldHandle is not null && !shouldHandle(message))) return false;
            handler(message);
            return true;
        });
        _catchesAll = shouldHandle is null && type == typeof(object);
    }

    public void Match(Type type, Func<object, bool> handler)
    {
        Check(handler);
        Add(message => type.IsInstanceOfType(message) && handler(message));
    }

    public void MatchAny(Action<object> handler) => Match(handler, null);

    public Func<object, bool> Build()
    {
        var handlers = _handlers.ToArray();
        if (handlers.Length == 1) return handlers[0];
        return message =>
        {
            foreach (var handler in handlers)
                if (handler(message)) return true;
            return false;
        };
    }

    private void Check(Delegate handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (_catchesAll)
            throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
    }

    private void Add(Func<object, bool> handler) => _handlers.Add(handler);
}
