using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>
/// Chunks that the learner has not acknowledged, kept by a node's process beside its actor system, so that they outlive it. Bounded: beyond <paramref name="mostBytes"/> the oldest stream's go first, and are counted.
/// Safe from any thread.
/// </summary>
public sealed class ChunkKeep(long mostBytes)
{
    private readonly SortedDictionary<(long Stream, long Number), AppendChunk> chunks = [];
    private readonly Lock door = new();
    private long bytes, lost;
    private Guid run;

    /// <summary>How many.</summary>
    public int Count
    {
        get
        {
            lock (door) return chunks.Count;
        }
    }

    /// <summary>Chunks that were given up, for want of room or because replay would not have them.</summary>
    public long Lost => Interlocked.Read(ref lost);

    /// <summary>All of them, in order of stream and number.</summary>
    public IReadOnlyList<AppendChunk> All
    {
        get
        {
            lock (door) return [.. chunks.Values];
        }
    }

    /// <summary>What is kept from now on is of this run; chunks of another are given up: a stream there may have the number of one here.</summary>
    public void BeginRun(Guid id)
    {
        lock (door)
        {
            if (run != id) foreach (var key in chunks.Keys.ToList()) Forget(key, isLost: true);
            run = id;
        }
    }

    /// <summary>Keeps one; again the same is no change.</summary>
    public void Add(AppendChunk chunk)
    {
        lock (door)
        {
            if (!chunks.TryAdd((chunk.Stream, chunk.Number), chunk)) return;
            bytes += ChunkBytes.Size(chunk.Chunk);
            while (bytes > mostBytes && chunks.Count > 1) Forget(chunks.Keys.First(), isLost: true);
        }
    }

    /// <summary>It is stored.</summary>
    public void Remove(long stream, long number)
    {
        lock (door) Forget((stream, number), isLost: false);
    }

    /// <summary>Replay takes no more of this stream.</summary>
    public void Drop(long stream)
    {
        lock (door)
        {
            foreach (var key in chunks.Keys.Where(key => key.Stream == stream).ToList()) Forget(key, isLost: true);
        }
    }

    private void Forget((long, long) key, bool isLost)
    {
        if (!chunks.Remove(key, out var chunk)) return;
        bytes -= ChunkBytes.Size(chunk.Chunk);
        if (isLost) lost++;
    }
}
