namespace Akka.Persistence.Serialization;

/// <summary>Wraps a snapshot's state for the file that it is kept in.</summary>
public sealed record Snapshot
{
    public Snapshot(object data) => Data = data;

    public object Data { get; }
}
