using Akka.Actor;

namespace AkkaDreamer.Actors.Cluster;

// What the parts of a node say to each other, within its process.

/// <summary>To PolicyMirror and WeightsDesk: weights of other generations are of no use.</summary>
public sealed record GenerationBegan(long Generation) : INoSerializationVerificationNeeded;

/// <summary>PolicyMirror to its parent: weights of this version are here.</summary>
public sealed record PolicyTaken(long Version) : INoSerializationVerificationNeeded;

/// <summary>To a node, from its process: leave in order.</summary>
public sealed record StopNode(string Reason) : INoSerializationVerificationNeeded;
