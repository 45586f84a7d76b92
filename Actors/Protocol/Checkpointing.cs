using System.Collections.Immutable;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Protocol;

// Checkpointing: a cut is an update number. Nobody waits for it.
//
//   RunSupervisor -> Replay                 CutRequested      mark the next grant (several requests before it make one cut)
//   Replay -> learner -> imagination        CutMark           rides on BatchGranted and StartStatesReady
//   Replay -> Environment                   CaptureRequested  lockstep: sent between turns, so the state is that of the cut
//   each part -> Checkpoints                PartCaptured      learner, imagination, replay and, in lockstep, every environment
//   Checkpoints -> Replay                   CheckpointWritten files are durable under their final name; repeated until recorded
//   Replay -> Checkpoints                   CheckpointRecorded the journal names it: from now on it is what resume uses
//   Checkpoints -> RunSupervisor            CheckpointComplete, or CheckpointFailed

/// <summary>The mark of a cut: its number (from 1, over the whole run) and the update after which every part captures its state.</summary>
public sealed record CutMark(long Cut, long Update);

/// <summary>RunSupervisor to Replay. Under 100 bytes.</summary>
public sealed record CutRequested(string Reason) : IProtocolMessage;

/// <summary>Replay to Environment, lockstep only; answered by <see cref="PartCaptured"/> to Checkpoints. Under 100 bytes.</summary>
public sealed record CaptureRequested(CutMark Cut) : IProtocolMessage;

/// <summary>A part's state at a cut, to Checkpoints. <paramref name="Part"/> is one of <see cref="CheckpointParts"/>. In process only.</summary>
public sealed record PartCaptured(CutMark Cut, string Part, StateSnapshot State) : ILocalMessage;

/// <summary>Checkpoints to Replay: the folder name, relative to the run folder, and the SHA-256 of its manifest. Under 500 bytes.</summary>
public sealed record CheckpointWritten(CutMark Cut, string Folder, string ManifestSha256) : IProtocolMessage;

/// <summary>Replay to Checkpoints and to RunSupervisor. Under 500 bytes.</summary>
public sealed record CheckpointRecorded(CutMark Cut, string Folder, string ManifestSha256) : IProtocolMessage;

/// <summary>Checkpoints to RunSupervisor: recorded. <paramref name="Digest"/>: the <c>RunDigest</c> of its parts but replay's, who has one of its own; <paramref name="Bytes"/> on disk. Under 500 bytes.</summary>
public sealed record CheckpointComplete(CutMark Cut, string Folder, string Digest, long Bytes) : IProtocolMessage;

/// <summary>Checkpoints to RunSupervisor: it could not be written; the reason as one line. Under 1 KB.</summary>
public sealed record CheckpointFailed(CutMark Cut, string Reason) : IProtocolMessage;

/// <summary>RunSupervisor to Checkpoints, after <see cref="ReplayRecovered"/>; answered by <see cref="CheckpointFound"/>. A few KB.</summary>
public sealed record FindCheckpoint(long RequestId, ImmutableArray<KnownCheckpoint> Candidates) : IProtocolMessage;

/// <summary>Checkpoints to RunSupervisor: the newest whole one, or null. <paramref name="Rejected"/>: one line for each that was not. In process only.</summary>
public sealed record CheckpointFound(long RequestId, LoadedCheckpoint? Checkpoint, ImmutableArray<string> Rejected) : ILocalMessage;

/// <summary>A checkpoint read back and verified: every part by name, and the <c>RunDigest</c> that was written with it.</summary>
public sealed record LoadedCheckpoint(CutMark Cut, string Folder, string Digest, ImmutableSortedDictionary<string, StateSnapshot> Parts);

/// <summary>The names of a checkpoint's parts: the actor that captured it, and the file (<c>world-model.safetensors</c>).</summary>
public static class CheckpointParts
{
    public const string WorldModel = "world-model";
    public const string Imagination = "imagination";
    public const string Replay = "replay";

    /// <summary>In lockstep, environment i.</summary>
    public static string Environment(int index) => $"env-{index}";
}
