using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe.Internal;

/// <summary>Names of topics and groups as names of actors, and paths as keys.</summary>
internal static class Names
{
    public static string Encode(string name) => Uri.EscapeDataString(name);

    public static string Key(ActorPath path) => path.ToStringWithoutAddress();
}
