namespace Akka.Actor;

/// <summary>Takes every message and does nothing with it, not even a dead letter.</summary>
internal sealed class IgnoreActorRef(IActorRefProvider provider) : MinimalActorRef
{
    private static readonly ActorPath TheOnlyPath = new RootActorPath(new Address("akka", "local")) / "ignore";

    public override ActorPath Path => TheOnlyPath;

    public override IActorRefProvider Provider => provider;

    public static bool IsIgnoreRefPath(ActorPath path) => path.Depth == 1 && TheOnlyPath.Equals(path);
}
