using Akka.Actor;

namespace Akka.Cluster;

/// <summary>How seed nodes are asked.</summary>
internal static class SeedNodes
{
    /// <summary>Whether the daemon there is a member.</summary>
    public static void Ask(IActorContext context, Address seed) =>
        context.ActorSelection(context.Parent.Path.ToStringWithAddress(seed)).Tell(new InternalClusterAction.InitJoin());
}
