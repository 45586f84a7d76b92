namespace Akka.Actor;

/// <summary>What the system shows to its own parts.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    public abstract IActorRefProvider Provider { get; }

    public abstract IInternalActorRef Guardian { get; }

    public abstract IInternalActorRef LookupRoot { get; }

    public abstract IInternalActorRef SystemGuardian { get; }

    public abstract IActorRef SystemActorOf(Props props, string name = null);

    public abstract IActorRef SystemActorOf<TActor>(string name = null)
        where TActor : ActorBase, new();

    /// <summary>Ends at once, without coordinated shutdown.</summary>
    public abstract void Abort();

    /// <summary>All actors, one a line, for people who look for what hangs.</summary>
    public abstract string PrintTree();
}
