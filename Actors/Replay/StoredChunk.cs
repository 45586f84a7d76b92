namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// Where the bytes of one chunk are, as the journal states it: bytes that no such fact names do not exist.
/// </summary>
/// <param name="Stream">Whose steps.</param>
/// <param name="Number">Which chunk of the stream, from 0.</param>
/// <param name="Environment">Which environment lived the stream.</param>
/// <param name="FirstIndex">The step of the stream with which it begins.</param>
/// <param name="Count">How many steps.</param>
/// <param name="Segment">Number of the segment.</param>
/// <param name="Offset">Where the record begins in the segment's file, in bytes.</param>
/// <param name="Length">Bytes of the whole record.</param>
/// <param name="Checksum">CRC-32C of the record.</param>
public readonly record struct StoredChunk(long Stream, long Number, int Environment, long FirstIndex, int Count, long Segment, long Offset, int Length, uint Checksum)
{
    /// <summary>The step of the stream after the last.</summary>
    public long EndIndex => FirstIndex + Count;
}
