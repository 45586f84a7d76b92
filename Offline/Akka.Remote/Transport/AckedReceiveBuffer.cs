namespace Akka.Remote.Transport;

/// <summary>Puts the system messages of the other side in order, each once. Not for several threads.</summary>
internal sealed class AckedReceiveBuffer<T>
{
    /// <summary>What may wait for a message before it; the other side sends again what does not fit. Small: each may be as large as a frame.</summary>
    private const int MaximumEarly = 64;

    private readonly SortedDictionary<long, T> _early = [];

    /// <summary>The last number of an unbroken row.</summary>
    public long Last { get; private set; } = -1;

    /// <summary>The gaps after <see cref="Last"/>.</summary>
    public IReadOnlyList<long> Missing
    {
        get
        {
            if (_early.Count == 0) return [];
            var missing = new List<long>();
            for (var number = Last + 1; number < _early.Keys.Last(); number++)
                if (!_early.ContainsKey(number)) missing.Add(number);
            return missing;
        }
    }

    /// <summary>Takes a message; returns those that are due now.</summary>
    public List<T> Receive(long number, T message)
    {
        if (number <= Last) return [];
        if (number > Last + 1)
        {
            if (number <= Last + MaximumEarly) _early[number] = message;
            return [];
        }

        List<T> due = [message];
        Last = number;
        while (_early.Remove(Last + 1, out var next))
        {
            due.Add(next);
            Last++;
        }

        return due;
    }
}
