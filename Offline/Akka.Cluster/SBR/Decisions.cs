namespace Akka.Cluster.SBR;

/// <summary>Which part of the cluster is to be downed, as one side decides it.</summary>
internal interface IDecision
{
    /// <summary>It concerns nodes that some reach and others do not.</summary>
    bool IsIndirectlyConnected { get; }
}

/// <summary>A decision that holds only for the side that gets the lease.</summary>
internal interface IAcquireLeaseDecision : IDecision
{
    TimeSpan AcquireDelay { get; }
}

/// <summary>This side.</summary>
internal sealed record DownReachable : IDecision
{
    public static readonly DownReachable Instance = new();

    public bool IsIndirectlyConnected => false;
}

/// <summary>The other side.</summary>
internal sealed record DownUnreachable : IDecision
{
    public static readonly DownUnreachable Instance = new();

    public bool IsIndirectlyConnected => false;
}

internal sealed record DownAll : IDecision
{
    public static readonly DownAll Instance = new();

    public bool IsIndirectlyConnected => false;
}

/// <summary>Those whom only some reach, and what the strategy says once they are left out.</summary>
internal sealed record DownIndirectlyConnected : IDecision
{
    public static readonly DownIndirectlyConnected Instance = new();

    public bool IsIndirectlyConnected => true;
}

internal sealed record AcquireLeaseAndDownUnreachable(TimeSpan AcquireDelay) : IAcquireLeaseDecision
{
    public bool IsIndirectlyConnected => false;
}

internal sealed record AcquireLeaseAndDownIndirectlyConnected(TimeSpan AcquireDelay) : IAcquireLeaseDecision
{
    public bool IsIndirectlyConnected => true;
}

/// <summary>The lease went to others: this side, and those whom only some reach.</summary>
internal sealed record ReverseDownIndirectlyConnected : IDecision
{
    public static readonly ReverseDownIndirectlyConnected Instance = new();

    public bool IsIndirectlyConnected => true;
}
