namespace AkkaDreamer.Actors.Replay;

/// <summary>Writes chunks into segments, one after the other, and says which facts that makes. Files are of this process's epoch only.</summary>
internal sealed class SegmentAppender(SegmentFolder folder, long epoch, long firstNumber, long segmentBytes, Durability durability) : IDisposable
{
    private SegmentWriter? current;
    private long nextNumber = firstNumber;

    /// <summary>Makes sure that a segment with room is open; the facts of it go before that of the next chunk. Throws <see cref="IOException"/> when the disk refuses.</summary>
    public void Open(List<IReplayFact> facts)
    {
        if (current is { } full && full.Length >= segmentBytes)
        {
            full.Seal();
            if (durability == Durability.Machine) full.Sync();
            full.Dispose();
            current = null;
            facts.Add(new SegmentSealed(full.Header.Number, full.Length));
        }

        if (current is not null) return;
        var opened = folder.Create(epoch, nextNumber++); // an attempt that the disk refuses leaves its number behind, and perhaps a file that no fact names
        try
        {
            if (durability == Durability.Machine) folder.SyncNames();
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        current = opened;
        facts.Add(new SegmentOpened(opened.Header.Number, epoch));
    }

    /// <summary>Appends to the open segment.</summary>
    public StoredChunk Append(long stream, long number, int environment, long firstIndex, int count, long policyVersion, byte[] columns) =>
        current!.Append(stream, number, environment, firstIndex, count, policyVersion, columns);

    /// <summary>Returns when everything appended before the call is on the disk. From any thread.</summary>
    public void Sync()
    {
        try
        {
            current?.Sync();
        }
        catch (ObjectDisposedException)
        {
            // The segment was sealed meanwhile, which has synced it.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => current?.Dispose();
}
