namespace Akka.Persistence;

/// <summary>A persistent actor that answers whether it handled a message.</summary>
public abstract class PersistentActor : Eventsourced
{
    protected override bool Receive(object message) => ReceiveCommand(message);
}
