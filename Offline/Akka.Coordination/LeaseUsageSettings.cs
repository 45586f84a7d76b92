namespace Akka.Coordination;

/// <summary>Which lease a part of the system uses, and how often it asks again for one that it did not get.</summary>
public sealed class LeaseUsageSettings
{
    public LeaseUsageSettings(string leaseImplementation, TimeSpan leaseRetryInterval)
    {
        LeaseImplementation = leaseImplementation;
        LeaseRetryInterval = leaseRetryInterval;
    }

    /// <summary>The path of the lease's section in the configuration.</summary>
    public string LeaseImplementation { get; }

    public TimeSpan LeaseRetryInterval { get; }

    public override string ToString() => $"LeaseUsageSettings({LeaseImplementation}, {LeaseRetryInterval})";
}
