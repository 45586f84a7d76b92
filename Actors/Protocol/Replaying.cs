using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Protocol;

// Replaying: the learner asks for the batch of its next update; the grant counts as replayed when the update is reported.
//
//   WorldModelLearner -> Replay   RequestBatch    repeated on a timer; asked again for the same update, the same batch comes back
//   Replay -> WorldModelLearner   BatchGranted    when the train ratio allows; may carry the mark of a checkpoint's cut
//   WorldModelLearner -> Replay   UpdateReported  the update is done (or was skipped), with refreshed latents if the agent keeps any
//   Replay -> WorldModelLearner   ReportNoted
//   Imagination -> Replay         BehaviourReported   repeated until noted; in lockstep nothing is granted before it
//   Replay -> Imagination         BehaviourNoted
//
// In overlapped the learner asks one update ahead, so that the next batch is drawn while this one is learned; in lockstep it does not. Updates are numbered from 1 over the whole run, skipped
// ones included, and a policy's version is the number of the update after which it was published.

/// <summary>WorldModelLearner to Replay: the batch of update <paramref name="Update"/> (from 1). Answered by <see cref="BatchGranted"/>. Under 100 bytes.</summary>
public sealed record RequestBatch(long RequestId, long Update) : IProtocolMessage;

/// <summary>Replay to WorldModelLearner. <paramref name="Cut"/>: capture your state when this update is done. The batch's arrays are replay's again once the update is reported. In process only.</summary>
public sealed record BatchGranted(long RequestId, long Update, SequenceBatch Batch, CutMark? Cut) : ILocalMessage;

/// <summary>WorldModelLearner to Replay, repeated until <see cref="ReportNoted"/>. <paramref name="Skipped"/>: the loss was not finite and nothing was learned. In process only.</summary>
public sealed record UpdateReported(long Update, bool Skipped, StepKey[] Keys, LatentBatch? Latents) : ILocalMessage;

/// <summary>Replay to WorldModelLearner. Under 100 bytes.</summary>
public sealed record ReportNoted(long Update) : IProtocolMessage;

/// <summary>Imagination to Replay: behaviour update and policy of this version are done. In lockstep nothing is granted before it; repeated until <see cref="BehaviourNoted"/>. Under 100 bytes.</summary>
public sealed record BehaviourReported(long Update, long PolicyVersion) : IProtocolMessage;

/// <summary>Replay to Imagination. Under 100 bytes.</summary>
public sealed record BehaviourNoted(long Update) : IProtocolMessage;
