namespace AkkaDreamer.Actors.Protocol;

// Joining: a process that has become a member of the cluster asks the run for work. It gets none, and learns nothing, before it has shown that it knows the cluster's secret; and it believes nothing
// before the learner has shown the same.
//
//   node -> NodeDesk    Knock        repeated until answered; a nonce of its own
//   NodeDesk -> node    Challenged   a nonce of the desk's
//   node -> NodeDesk    Prove        HMAC-SHA256 over both nonces and what was knocked with, under the cluster's secret
//   NodeDesk -> node    Admitted     the desk's own proof, and everything that a node needs to know; its sender is the guest: who speaks for the node in the learner's process
//   NodeDesk -> node    Refused      the proof is wrong, or there is no room
//
//   node -> guest       NodeAlive    once a second; tells how it is
//   guest -> node       LearnerAlive answers it; a node that hears nothing for long goes back to knocking
//   node -> guest       NodeLeft     it ends in order
//   guest -> node       RunOver      the run ends
//
//   node -> guest       RequestWeights   weights of at least a version; repeated until answered
//   guest -> node       WeightsOffered   pulled from the sender of the offer
//   node -> guest       ChunkOffered     a chunk that is too large for one message; repeated until stored. Smaller ones come as AppendChunk or LateChunk
//   node -> guest       LateChunk        a chunk of a stream that ended with the connection: stored if it goes on exactly where the stream ends
//   guest -> node       ChunkStored, StreamClosed, CreditGranted as in one process

//   member -> learner   AskSide      when members cannot be reached: does our side of the cluster go on? From members that know no database
//   learner -> member   SideAnswered

/// <summary>What a node is there for.</summary>
public enum NodeRole
{
    /// <summary>It acts.</summary>
    Environments,

    /// <summary>It plays evaluations.</summary>
    Evaluator,

    /// <summary>It learns, or stands by to.</summary>
    Learner,
}

/// <summary>Node to NodeDesk: version of this conversation, the process's own number, a nonce of 32 bytes, and what it offers: <paramref name="Count"/> environments. Under 200 bytes.</summary>
public sealed record Knock(int Protocol, Guid Node, byte[] Nonce, NodeRole Role, int Count) : IProtocolMessage
{
    /// <summary>The version that is spoken here.</summary>
    public const int Spoken = 1;
}

/// <summary>NodeDesk to node: a nonce of 32 bytes. Under 100 bytes.</summary>
public sealed record Challenged(byte[] Nonce) : IProtocolMessage;

/// <summary>Node to NodeDesk: 32 bytes. Under 100 bytes.</summary>
public sealed record Prove(Guid Node, byte[] Proof) : IProtocolMessage;

/// <summary>
/// NodeDesk to node. <paramref name="Proof"/>: 32 bytes over both nonces and everything else in here. <paramref name="Configuration"/>: the run's, as config.json has it, without secrets; 24 KB at most.
/// <paramref name="FirstEnvironment"/>: the number of its first environment. <paramref name="FirstStream"/>: its streams are numbered from here, 2^20 of them.
/// </summary>
public sealed record Admitted(byte[] Proof, Guid Run, long Epoch, long Generation, int FirstEnvironment, long FirstStream, string Configuration) : IProtocolMessage
{
    /// <summary>Bytes of a configuration, at most.</summary>
    public const int LongestConfiguration = 24 << 10;
}

/// <summary>NodeDesk to node: one line. Under 1 KB.</summary>
public sealed record Refused(string Reason) : IProtocolMessage;

/// <summary>Node to guest, once a second: counts up. <paramref name="Policy"/>: the version of the weights it acts with. <paramref name="Kept"/>: chunks that are not stored yet. Under 100 bytes.</summary>
public sealed record NodeAlive(long Number, long Policy, int Kept) : IProtocolMessage;

/// <summary>Guest to node. <paramref name="Generation"/> counts how often learner and imagination went back to a checkpoint: weights of another one are of no use. Under 100 bytes.</summary>
public sealed record LearnerAlive(long Number, long Epoch, long Generation) : IProtocolMessage;

/// <summary>Node to guest: it goes. Under 1 KB.</summary>
public sealed record NodeLeft(string Reason) : IProtocolMessage;

/// <summary>Guest to node. <paramref name="Done"/>: for good, the node may end; else it waits for the run to go on. Under 1 KB.</summary>
public sealed record RunOver(bool Done, string Line) : IProtocolMessage;

/// <summary>Node to guest. Under 100 bytes.</summary>
public sealed record RequestWeights(long RequestId, long AtLeast) : IProtocolMessage;

/// <summary>Answers <see cref="RequestWeights"/>. Under 200 bytes.</summary>
public sealed record WeightsOffered(long RequestId, long Version, long Generation, TransferOffer Offer) : IProtocolMessage;

/// <summary>Node to guest: the bytes are those of an <see cref="AppendChunk"/>, or of a <see cref="LateChunk"/> with <paramref name="Late"/>. Under 200 bytes.</summary>
public sealed record ChunkOffered(long Stream, long Number, bool Late, TransferOffer Offer) : IProtocolMessage;

/// <summary>
/// To Replay: a chunk of a stream that has ended, or never begun, when the connection was lost. Stored if it goes on exactly where the stream's stored steps end, which undoes the cut there; the stream ends after it.
/// Answered by <see cref="ChunkStored"/> or <see cref="StreamClosed"/>.
/// </summary>
public sealed record LateChunk(AppendChunk Append) : IProtocolMessage;

/// <summary>To a learner. Empty.</summary>
public sealed record AskSide : IProtocolMessage;

/// <summary>Answers <see cref="AskSide"/>. Under 50 bytes.</summary>
public sealed record SideAnswered(bool May) : IProtocolMessage;
