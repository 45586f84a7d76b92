using AkkaDreamer.Actors.Imagining;

namespace AkkaDreamer.Actors.Protocol;

// Policies: whoever acts asks for weights newer than its own.
//
//   Environment, Evaluator -> Imagination   RequestPolicy   repeated on a timer; the newest request of a sender counts
//   Imagination -> Environment, Evaluator   PolicyReady     at once when there is such a one, else when there is

/// <summary>To Imagination: weights of version <paramref name="AtLeast"/> or newer. Under 100 bytes.</summary>
public sealed record RequestPolicy(long RequestId, long AtLeast) : IProtocolMessage;

/// <summary>From Imagination; the receiver copies and gives the loan back. In process only.</summary>
public sealed record PolicyReady(long RequestId, PolicyLoan Policy) : ILocalMessage;

/// <summary>RunSupervisor to everyone who acts: learner and imagination came back from a checkpoint, so versions count from <paramref name="Version"/> again. Under 100 bytes.</summary>
public sealed record PolicyRestarted(long Version) : IProtocolMessage;
