using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Acting;

/// <summary>Chunks that replay has not yet stored, oldest first.</summary>
public sealed class Outbox
{
    private readonly SortedDictionary<(long Stream, long Number), AppendChunk> chunks = [];

    /// <summary>How many.</summary>
    public int Count => chunks.Count;

    /// <summary>All of them, in order of stream and number.</summary>
    public IEnumerable<AppendChunk> All => chunks.Values;

    /// <summary>Keeps one.</summary>
    public void Add(AppendChunk chunk) => chunks.Add((chunk.Stream, chunk.Number), chunk);

    /// <summary>It is stored; false when it was not here.</summary>
    public bool Remove(long stream, long number) => chunks.Remove((stream, number));

    /// <summary>Replay takes no more of this stream.</summary>
    public void Drop(long stream)
    {
        foreach (var key in chunks.Keys.Where(key => key.Stream == stream).ToList()) chunks.Remove(key);
    }
}
