using System.Collections.Immutable;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Protocol;

// Recovering: replay reads the journal, says which checkpoints it names, and is told which of them is whole.
//
//   Replay -> RunSupervisor   ReplayRecovered   the epoch of this process is in the journal: every older writer is fenced out; repeated until resumed
//   RunSupervisor -> Replay   ResumeFrom        the newest checkpoint whose files are whole; a new request whenever learner and imagination restart together; repeated until ready
//   Replay -> RunSupervisor   ReplayReady       from here on credits and batches are granted
//   Replay -> RunSupervisor   BudgetSpent       every decision of the budget is stored, every update it pays for is reported
//   Replay -> RunSupervisor   ReplayStopped     the store or the journal failed, or another process owns the run; replay stops after it
//   anyone -> Replay          DescribeWaiting   who waits for whom, answered by WaitingDescribed
//   anyone -> Replay          RequestDigest     what replay holds as one hash, answered by DigestReady

/// <summary>A checkpoint that the journal names.</summary>
public sealed record KnownCheckpoint(CutMark Cut, string Folder, string ManifestSha256);

/// <summary>Replay to its parent. <paramref name="Checkpoints"/>: newest first. Answered by <see cref="ResumeFrom"/>; repeated on a timer. Under 5 KB.</summary>
public sealed record ReplayRecovered(Guid RunId, long Epoch, bool IsNewRun, ImmutableArray<KnownCheckpoint> Checkpoints) : IProtocolMessage;

/// <summary>
/// RunSupervisor to Replay: go on from this cut; null begins at update 0. <paramref name="Replay"/>: replay's own part of that checkpoint, needed in lockstep, and in overlapped what keeps the sampler's memory.
/// Overlapped: every stored step stays. Lockstep: what came after the cut is set aside. In process only.
/// </summary>
public sealed record ResumeFrom(long RequestId, CutMark? Cut, StateSnapshot? Replay) : ILocalMessage;

/// <summary>A stream that goes on after a lockstep resume: its environment hands in chunk <paramref name="NextNumber"/> next, beginning with step <paramref name="NextIndex"/>.</summary>
public sealed record OpenStream(int Environment, long Stream, long NextNumber, long NextIndex);

/// <summary>
/// Replay to RunSupervisor. <paramref name="Update"/>: the last update that counts. <paramref name="NextStream"/>: the supervisor numbers new streams upward from here.
/// <paramref name="Open"/>: streams that go on (lockstep); empty in overlapped, where open streams of an earlier process have been cut.
/// </summary>
public sealed record ReplayReady(long RequestId, long Epoch, long Update, long Steps, long NextStream, ImmutableArray<OpenStream> Open) : IProtocolMessage;

/// <summary>Replay to RunSupervisor, once per resume. Under 100 bytes.</summary>
public sealed record BudgetSpent(long Steps, long Updates) : IProtocolMessage;

/// <summary>Replay to RunSupervisor: it stops now. <paramref name="Fenced"/>: another process writes this run, so nobody may restart it here. Under 1 KB.</summary>
public sealed record ReplayStopped(bool Fenced, string Line) : IProtocolMessage;

/// <summary>To Replay. Under 100 bytes.</summary>
public sealed record DescribeWaiting(long RequestId) : IProtocolMessage;

/// <summary>From Replay: one line per part that waits, and for whom. A few KB.</summary>
public sealed record WaitingDescribed(long RequestId, ImmutableArray<string> Lines) : IProtocolMessage;

/// <summary>To Replay. Under 100 bytes.</summary>
public sealed record RequestDigest(long RequestId) : IProtocolMessage;

/// <summary>From Replay: SHA-256 over every held step and latent, the streams, the counters and the generator. Under 200 bytes.</summary>
public sealed record DigestReady(long RequestId, string Sha256) : IProtocolMessage;
