namespace Akka.Persistence.Journal;

/// <summary>What an adapter makes of one kept event.</summary>
public interface IEventSequence
{
    IEnumerable<object> Events { get; }
}

/// <summary>Makes event sequences.</summary>
public static class EventSequence
{
    public static IEventSequence Empty = new Several([]);

    public static IEventSequence Single(object e) => new Several([e]);

    public static IEventSequence Create(params object[] events) => new Several(events);

    public static IEventSequence Create(IEnumerable<object> events) => new Several([.. events]);

    private sealed class Several(IReadOnlyList<object> events) : IEventSequence
    {
        public IEnumerable<object> Events => events;
    }
}
