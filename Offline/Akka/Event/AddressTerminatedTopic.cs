using Akka.Actor;

namespace Akka.Event;

/// <summary>Makes the topic of lost addresses.</summary>
internal sealed class AddressTerminatedTopicProvider : ExtensionIdProvider<AddressTerminatedTopic>
{
    public override AddressTerminatedTopic CreateExtension(ExtendedActorSystem system) => new();
}

/// <summary>Tells subscribers of systems that are given up. Not the event stream: this must reach them also when they have a mailbox full of other events.</summary>
internal sealed class AddressTerminatedTopic : IExtension
{
    private readonly HashSet<IActorRef> _subscribers = [];

    public static AddressTerminatedTopic Get(ActorSystem system) => system.WithExtension<AddressTerminatedTopic, AddressTerminatedTopicProvider>();

    public void Subscribe(IActorRef subscriber)
    {
        lock (_subscribers) _subscribers.Add(subscriber);
    }

    public void Unsubscribe(IActorRef subscriber)
    {
        lock (_subscribers) _subscribers.Remove(subscriber);
    }

    public void Publish(AddressTerminated message)
    {
        IActorRef[] all;
        lock (_subscribers) all = [.. _subscribers];
        foreach (var subscriber in all) subscriber.Tell(message, ActorRefs.NoSender);
    }
}
