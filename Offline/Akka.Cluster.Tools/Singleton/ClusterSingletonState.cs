namespace Akka.Cluster.Tools.Singleton;

/// <summary>What a manager is doing.</summary>
public enum ClusterSingletonState
{
    /// <summary>This node is not Up yet.</summary>
    Start,

    /// <summary>This is the oldest member, and the lease is still to be got.</summary>
    AcquiringLease,

    /// <summary>The singleton runs here.</summary>
    Oldest,

    /// <summary>It runs elsewhere.</summary>
    Younger,

    /// <summary>It should run here as soon as it has ended elsewhere.</summary>
    BecomingOldest,

    /// <summary>It runs here and should run elsewhere.</summary>
    WasOldest,

    /// <summary>It is being ended, for another member.</summary>
    HandingOver,

    /// <summary>Not in use.</summary>
    TakeOver,

    /// <summary>It is being ended, with this manager.</summary>
    Stopping,

    /// <summary>It was handed over for good.</summary>
    End,
}
