namespace Akka.Actor;

/// <summary>Makes actors in its own way.</summary>
public interface IIndirectActorProducer
{
    Type ActorType { get; }

    ActorBase Produce();

    void Release(ActorBase actor);
}
