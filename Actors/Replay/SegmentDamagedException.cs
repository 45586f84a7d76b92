namespace AkkaDreamer.Actors.Replay;

/// <summary>A segment file is missing, torn, flipped or foreign. The message is one line: file, byte, what is wrong.</summary>
public sealed class SegmentDamagedException(string file, long offset, string what) : IOException($"{file} at byte {offset}: {what}.");
