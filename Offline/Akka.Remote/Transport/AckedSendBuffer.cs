namespace Akka.Remote.Transport;

/// <summary>System messages that the other side has not acknowledged yet, by number. Not for several threads.</summary>
internal sealed class AckedSendBuffer(int capacity)
{
    private readonly SortedDictionary<long, Outbound> _messages = [];

    public long Next { get; private set; }

    public bool IsEmpty => _messages.Count == 0;

    public IEnumerable<Outbound> Messages => _messages.Values;

    /// <summary>Numbers a message and keeps it. False when the buffer is full.</summary>
    public bool TryAdd(Outbound message, out Outbound numbered)
    {
        numbered = message with { Number = Next };
        if (_messages.Count >= capacity) return false;
        _messages.Add(Next++, numbered);
        return true;
    }

    /// <summary>Forgets what has come; returns what has to be sent again.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The other side acknowledges what was never sent.</exception>
    public List<Outbound> Acknowledge(long last, IReadOnlyList<long> missing)
    {
        if (last >= Next) throw new ArgumentOutOfRangeException(nameof(last), last, $"only numbers below {Next} were ever sent");
        foreach (var number in _messages.Keys.TakeWhile(number => number <= last).ToList()) _messages.Remove(number);
        return [.. missing.Where(_messages.ContainsKey).Select(number => _messages[number])];
    }

    /// <summary>Empties the buffer and numbers from 0 again; returns what was in it.</summary>
    public List<Outbound> Reset()
    {
        List<Outbound> lost = [.. _messages.Values];
        _messages.Clear();
        Next = 0;
        return lost;
    }
}
