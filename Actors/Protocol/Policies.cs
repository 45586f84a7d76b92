using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Protocol;

// Policies: whoever acts asks for weights newer than its own.
//
//   Environment, Evaluator -> Imagination   RequestPolicy   repeated on a timer
//   Imagination -> Environment, Evaluator   PolicyReady     at once when there is a newer one, else when there is

/// <summary>To Imagination: weights of version <paramref name="AtLeast"/> or newer. Under 100 bytes.</summary>
public sealed record RequestPolicy(long RequestId, long AtLeast) : IProtocolMessage;

/// <summary>From Imagination; the lease passes to the receiver, who copies and gives it back. In process only.</summary>
public sealed record PolicyReady(long RequestId, PolicyWeights Policy) : ILocalMessage;
