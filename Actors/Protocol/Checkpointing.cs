using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Protocol;

// Checkpointing: a cut is an update number. Nobody waits for it.
//
//   RunSupervisor -> Replay                 CutRequested      mark the next grant
//   Replay -> learner -> imagination        CutMark           rides on BatchGranted and StartStatesReady
//   Replay -> Environment                   CaptureRequested  lockstep: sent between turns, so the state is that of the cut
//   each part -> Checkpoints                PartCaptured      learner, imagination, replay and, in lockstep, every environment
//   Checkpoints -> Replay                   CheckpointWritten files are durable under their final name; repeated until recorded
//   Replay -> Checkpoints, RunSupervisor    CheckpointRecorded the journal names it: from now on it is what resume uses

/// <summary>The mark of a cut: its number and the update after which every part captures its state.</summary>
public sealed record CutMark(long Cut, long Update);

/// <summary>RunSupervisor to Replay. Under 100 bytes.</summary>
public sealed record CutRequested(string Reason) : IProtocolMessage;

/// <summary>Replay to Environment, lockstep only; answered by <see cref="PartCaptured"/> to Checkpoints. Under 100 bytes.</summary>
public sealed record CaptureRequested(CutMark Cut) : IProtocolMessage;

/// <summary>A part's state at a cut, to Checkpoints. In process only.</summary>
public sealed record PartCaptured(CutMark Cut, string Part, StateSnapshot State) : ILocalMessage;

/// <summary>Checkpoints to Replay: the folder name, relative to the run folder, and the SHA-256 of its manifest. Under 500 bytes.</summary>
public sealed record CheckpointWritten(CutMark Cut, string Folder, string ManifestSha256) : IProtocolMessage;

/// <summary>Replay to whoever must know. Under 500 bytes.</summary>
public sealed record CheckpointRecorded(CutMark Cut, string Folder) : IProtocolMessage;

/// <summary>Checkpoints to RunSupervisor: it could not be written; the reason as one line. Under 1 KB.</summary>
public sealed record CheckpointFailed(CutMark Cut, string Reason) : IProtocolMessage;
