using Akka.Actor;

namespace AkkaDreamer.Actors.Protocol;

/// <summary>A message between parts of training. Immutable, and serialised by our own versioned serializer.</summary>
public interface IProtocolMessage;

/// <summary>A message that never leaves its process because it carries a lease or an array of a batch.</summary>
public interface ILocalMessage : IProtocolMessage, INoSerializationVerificationNeeded;
