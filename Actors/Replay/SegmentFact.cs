namespace AkkaDreamer.Actors.Replay;

/// <summary>A segment that the journal knows; <paramref name="SealedLength"/>: its bytes when it was full, null while it was written.</summary>
public sealed record SegmentFact(long Number, long Epoch, long? SealedLength)
{
    /// <summary>The file's name, without folder.</summary>
    public string Name => SegmentFolder.NameOf(Epoch, Number);
}
