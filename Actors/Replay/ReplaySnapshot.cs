using System.Collections.Immutable;

namespace AkkaDreamer.Actors.Replay;

/// <summary>A <see cref="ReplayLog"/> as the journal's snapshot keeps it, so that recovery of a long run does not read every fact.</summary>
public sealed record ReplaySnapshot(
    RunStarted Run,
    long Epoch,
    long Facts,
    long Steps,
    long NextStream,
    long NextSegment,
    ImmutableArray<LogEntry> Entries,
    ImmutableArray<SegmentFact> Segments,
    ImmutableArray<StreamFact> Streams,
    ImmutableArray<KeyValuePair<int, long>> Newest,
    ImmutableArray<CheckpointNamed> Checkpoints);
