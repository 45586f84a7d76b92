using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Where ordinary messages wait. Enqueue is called by anybody, the rest by the actor's own thread.</summary>
public interface IMessageQueue
{
    bool HasMessages { get; }

    int Count { get; }

    void Enqueue(IActorRef receiver, Envelope envelope);

    bool TryDequeue(out Envelope envelope);

    /// <summary>The owner ended: what still waits becomes dead letters.</summary>
    void CleanUp(IActorRef owner, IMessageQueue deadletters);
}
