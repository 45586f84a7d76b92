using System.Collections.Immutable;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Replay;

// What the journal holds of a run. A fact is written once, never changed, and read by every later version of this program.
//
//   RunStarted        the first fact
//   EpochStarted      the first fact of every process; a process of an older epoch can write no more
//   SegmentOpened, SegmentSealed, SegmentDeleted
//   ChunksStored      bytes that exist
//   StreamEnded       where a stream stopped, and with it the episode that was open
//   CheckpointNamed   a checkpoint that resume may use
//   ReplaySetAside    lockstep: what came after a checkpoint's cut was taken back

/// <summary>A fact about a run, in the journal.</summary>
public interface IReplayFact;

/// <summary>A run began, for these spaces and with this seed.</summary>
public sealed record RunStarted(Guid Run, string Spaces, ImmutableArray<byte> SpacesHash, Schedule Schedule, ulong Seed) : IReplayFact;

/// <summary>A process took the run over. <paramref name="Owner"/>: machine and process, for people.</summary>
public sealed record EpochStarted(long Epoch, string Owner, DateTimeOffset At) : IReplayFact;

/// <summary>A segment file was created.</summary>
public sealed record SegmentOpened(long Segment, long Epoch) : IReplayFact;

/// <summary>A segment is full: nothing more is appended.</summary>
public sealed record SegmentSealed(long Segment, long Length) : IReplayFact;

/// <summary>Nothing needs a segment any more; its file may go.</summary>
public sealed record SegmentDeleted(long Segment) : IReplayFact;

/// <summary>Chunks whose bytes are durable; those that arrived together are one fact.</summary>
public sealed record ChunksStored(ImmutableArray<StoredChunk> Chunks) : IReplayFact;

/// <summary>A stream takes no more chunks after <paramref name="Steps"/> steps.</summary>
public sealed record StreamEnded(long Stream, int Environment, long Steps, string Reason) : IReplayFact;

/// <summary>A checkpoint's files are durable. <paramref name="Position"/>: where replay was at its cut.</summary>
public sealed record CheckpointNamed(CutMark Cut, string Folder, string ManifestSha256, CutPosition Position) : IReplayFact;

/// <summary>Facts from number <paramref name="Facts"/> on about chunks and streams are void; the streams are again as they were then.</summary>
public sealed record ReplaySetAside(long Epoch, long Cut, long Facts, ImmutableArray<StreamFact> Streams, long NextStream) : IReplayFact;

/// <summary>Where replay is: how many facts about chunks and streams count, counters, generator, and the oldest segment that is needed.</summary>
public sealed record CutPosition(long Facts, long Steps, long? LearningFrom, long PolicyVersion, string Generator, long OldestSegment);

/// <summary>What the journal says of a stream: the chunk and step that come next, and whether none does.</summary>
public sealed record StreamFact(long Stream, int Environment, long NextNumber, long NextIndex, bool Ended);
