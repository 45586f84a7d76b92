namespace AkkaDreamer.Actors.Protocol;

// Acting: an environment asks replay for permission to step, steps, and hands in what it lived through.
//
//   Environment -> Replay   RequestCredit   repeated on a timer until answered; the newest request of an incarnation counts
//   Replay -> Environment   CreditGranted   a lease of so many steps; ends with the environment's death
//   Environment -> Replay   AppendChunk     repeated until acknowledged; stored once per (stream, number)
//   Replay -> Environment   ChunkStored     after the bytes and the fact are durable
//   Environment -> Replay   EndStream       the stream goes no further: its open episode is cut there
//   Replay -> Environment   StreamClosed    answers EndStream, and a credit request or chunk of a stream that takes no more; a new stream begins with IsFirst
//   Environment -> its parent   RequestStream   after a stream ended, repeated until answered
//   parent -> Environment       StreamAssigned
//   Environment -> its parent   EnvironmentQuarantined   it has failed too often and makes no new environment
//   the group -> RunSupervisor  EnvironmentsGone         none is left (lockstep: one is missing, so its order cannot be kept)
//
// A credit and a chunk count stored steps (the last step of an episode, which has no action, is one of them). A chunk ends where its credit ends, so that a granted credit is used up by exactly
// one chunk, unless the stream ends before: then the last chunk is shorter and EndStream follows it. The first request under a new stream number opens it, and ends the environment's stream
// before. A stream's chunks and steps are numbered from 0.

/// <summary>Environment to Replay; answered by <see cref="CreditGranted"/>, at once or when the train ratio allows. Under 200 bytes.</summary>
public sealed record RequestCredit(long RequestId, int Environment, long Stream) : IProtocolMessage;

/// <summary>
/// Replay to Environment: take <paramref name="Steps"/> steps (1 to the chunk length) with a policy of at least version <paramref name="PolicyVersion"/> (lockstep: exactly that), or, with
/// <paramref name="Random"/>, with uniform actions (before the first update). Under 200 bytes.
/// </summary>
public sealed record CreditGranted(long RequestId, long Stream, int Steps, long PolicyVersion, bool Random) : IProtocolMessage;

/// <summary>Environment to Replay; answered by <see cref="ChunkStored"/>. Bounded by the chunk length, 64 steps at most.</summary>
public sealed record AppendChunk(long Stream, long Number, Chunk Chunk) : IProtocolMessage;

/// <summary>Replay to Environment: stored to the stated durability (<c>process</c> or <c>machine</c>). Under 200 bytes.</summary>
public sealed record ChunkStored(long Stream, long Number, string Durability) : IProtocolMessage;

/// <summary>Environment to Replay, sent once when an incarnation ends in order or by a fault; death watch says the same when it cannot be sent. Under 300 bytes.</summary>
public sealed record EndStream(long Stream, string Reason) : IProtocolMessage;

/// <summary>Replay to Environment: this stream takes no more chunks, for the stated reason; what was not acknowledged is dropped. Under 300 bytes.</summary>
public sealed record StreamClosed(long Stream, string Reason) : IProtocolMessage;

/// <summary>Environment to the group it is in: a number for the stream after <paramref name="After"/>, which ended. The same request gets the same answer. Under 100 bytes.</summary>
public sealed record RequestStream(int Environment, long After) : IProtocolMessage;

/// <summary>The group to its Environment. Under 100 bytes.</summary>
public sealed record StreamAssigned(int Environment, long After, long Stream) : IProtocolMessage;

/// <summary>Environment to its group, and no more of it. In process only.</summary>
public sealed record EnvironmentQuarantined(int Environment, string Reason) : ILocalMessage;

/// <summary>The group to its parent: nobody acts here any more. In process only.</summary>
public sealed record EnvironmentsGone(string Line) : ILocalMessage;
