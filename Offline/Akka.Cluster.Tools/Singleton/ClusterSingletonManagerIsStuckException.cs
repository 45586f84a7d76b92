using Akka.Actor;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>Hand-over was not answered in all the time there was: the manager starts anew.</summary>
public sealed class ClusterSingletonManagerIsStuckException : AkkaException
{
    public ClusterSingletonManagerIsStuckException(string message)
        : base(message)
    {
    }
}
