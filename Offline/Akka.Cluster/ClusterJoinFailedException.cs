using Akka.Actor;

namespace Akka.Cluster;

/// <summary>This node has not become a member in the time that it was given, or cannot any more.</summary>
public class ClusterJoinFailedException : AkkaException
{
    public ClusterJoinFailedException(string message)
        : base(message)
    {
    }
}
