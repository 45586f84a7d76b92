namespace AkkaDreamer.Actors.Replay;

/// <summary>A counted fact: a chunk, or the end of a stream.</summary>
public readonly record struct LogEntry(StoredChunk? Chunk, StreamEnded? Ended);
