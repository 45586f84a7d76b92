using Akka.Actor;

namespace Akka.Remote.Transport;

/// <summary>Something is wrong with one connection or message.</summary>
internal class EndpointException(string message, Exception cause = null) : AkkaException(message, cause);

/// <summary>The other system cannot be reached, or does not want this one.</summary>
internal sealed class InvalidAssociation(string message, Exception cause = null) : EndpointException(message, cause);

/// <summary>A connection has ended.</summary>
internal sealed class EndpointDisassociatedException(string message, Exception cause = null) : EndpointException(message, cause);

/// <summary>A message is larger than maximum-frame-size.</summary>
internal sealed class OversizedPayloadException(string message) : EndpointException(message);

/// <summary>System messages can no longer be delivered: the other system is given up.</summary>
internal sealed class HopelessAssociation(string message, Exception cause = null) : EndpointException(message, cause);
