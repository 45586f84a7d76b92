using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>Makes stashes.</summary>
public static class StashFactory
{
    public static IStash CreateStash<T>(this IActorContext context)
        where T : ActorBase => CreateStash(context, typeof(T));

    public static IStash CreateStash(this IActorContext context, IActorStash actorInstance) => CreateStash(context, actorInstance.GetType());

    public static IStash CreateStash(this IActorContext context, Type actorType) => typeof(IWithUnrestrictedStash).IsAssignableFrom(actorType)
        ? new StashImpl(context, bounded: !typeof(IWithUnboundedStash).IsAssignableFrom(actorType))
        : throw new ArgumentException(
            $"Actor {actorType} implements an unrecognized subclass of {typeof(IActorStash)} - cannot instantiate", nameof(actorType));
}
