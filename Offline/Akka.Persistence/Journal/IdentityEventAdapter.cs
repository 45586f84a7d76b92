namespace Akka.Persistence.Journal;

/// <summary>Keeps events as they are; what is used where no adapter is bound.</summary>
[Serializable]
public sealed class IdentityEventAdapter : IEventAdapter
{
    private IdentityEventAdapter()
    {
    }

    public static IdentityEventAdapter Instance { get; } = new();

    public string Manifest(object evt) => string.Empty;

    public object ToJournal(object evt) => evt;

    public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single(evt);
}

/// <summary>An adapter that only reads.</summary>
internal sealed class NoopWriteEventAdapter(params IReadEventAdapter[] readers) : IEventAdapter
{
    public string Manifest(object evt) => string.Empty;

    public object ToJournal(object evt) => evt;

    public IEventSequence FromJournal(object evt, string manifest) =>
        EventSequence.Create(readers.SelectMany(reader => reader.FromJournal(evt, manifest).Events));
}

/// <summary>An adapter that only writes, with readers beside it if there are any.</summary>
internal sealed class NoopReadEventAdapter(IWriteEventAdapter writer, params IReadEventAdapter[] readers) : IEventAdapter
{
    public string Manifest(object evt) => writer.Manifest(evt);

    public object ToJournal(object evt) => writer.ToJournal(evt);

    public IEventSequence FromJournal(object evt, string manifest) => readers.Length == 0
        ? EventSequence.Single(evt)
        : EventSequence.Create(readers.SelectMany(reader => reader.FromJournal(evt, manifest).Events));
}
