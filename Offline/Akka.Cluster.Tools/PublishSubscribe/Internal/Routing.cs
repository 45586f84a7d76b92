using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe.Internal;

/// <summary>Which of several actors gets a message.</summary>
internal abstract class Routing
{
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Routing Named(string name) => name switch
    {
        "random" => new ToAny(),
        "round-robin" => new InTurn(),
        "broadcast" => new ToAll(),
        "consistent-hashing" => throw new ArgumentException("Consistent hashing routing logic cannot be used by the pub-sub mediator"),
        _ => throw new ArgumentException($"Unknown routing logic is tried to be applied to the pub-sub mediator: {name}"),
    };

    /// <param name="of">Not empty.</param>
    public abstract IEnumerable<IActorRef> Select(IReadOnlyList<IActorRef> of);

    public void Route(IReadOnlyList<IActorRef> of, object message, IActorRef sender)
    {
        foreach (var receiver in Select(of)) receiver.Tell(message, sender);
    }

    private sealed class ToAny : Routing
    {
        public override IEnumerable<IActorRef> Select(IReadOnlyList<IActorRef> of) => [of[Random.Shared.Next(of.Count)]];
    }

    private sealed class InTurn : Routing
    {
        private int _next = -1;

        public override IEnumerable<IActorRef> Select(IReadOnlyList<IActorRef> of) => [of[(int)((uint)Interlocked.Increment(ref _next) % of.Count)]];
    }

    private sealed class ToAll : Routing
    {
        public override IEnumerable<IActorRef> Select(IReadOnlyList<IActorRef> of) => of;
    }
}
