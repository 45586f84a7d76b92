namespace Akka.Cluster.SBR;

/// <summary>The section static-quorum.</summary>
public sealed class StaticQuorumSettings
{
    public StaticQuorumSettings(int size, string role)
    {
        Size = size;
        Role = role;
    }

    public int Size { get; }

    public string Role { get; }
}

/// <summary>The section keep-oldest.</summary>
public sealed class KeepOldestSettings
{
    public KeepOldestSettings(bool downIfAlone, string role)
    {
        DownIfAlone = downIfAlone;
        Role = role;
    }

    public bool DownIfAlone { get; }

    public string Role { get; }
}

/// <summary>The section lease-majority.</summary>
public sealed class LeaseMajoritySettings
{
    public LeaseMajoritySettings(
        string leaseImplementation, TimeSpan acquireLeaseDelayForMinority, TimeSpan releaseAfter, string role, string leaseName)
    {
        LeaseImplementation = leaseImplementation;
        AcquireLeaseDelayForMinority = acquireLeaseDelayForMinority;
        ReleaseAfter = releaseAfter;
        Role = role;
        LeaseName = leaseName;
    }

    public string LeaseImplementation { get; }

    public TimeSpan AcquireLeaseDelayForMinority { get; }

    public TimeSpan ReleaseAfter { get; }

    public string Role { get; }

    /// <summary>Null when the configuration names none.</summary>
    public string LeaseName { get; }

    public string SafeLeaseName(string systemName) => LeaseName ?? $"{systemName}-akka-sbr";
}
