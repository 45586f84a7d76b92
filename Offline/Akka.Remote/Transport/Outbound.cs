using Akka.Actor;

namespace Akka.Remote.Transport;

/// <summary>A message on its way out. Of an ordinary one, the number is <see cref="InboundMessage.NoNumber"/>.</summary>
internal readonly record struct Outbound(object Message, RemoteActorRef Recipient, IActorRef Sender, long Number)
{
    public bool IsSystem => Number != InboundMessage.NoNumber;

    public bool IsUrgent => Message is IPriorityMessage or ActorSelectionMessage { Message: IPriorityMessage };
}
