namespace Akka.Coordination;

/// <summary>Asking for a lease, or giving it back, took longer than lease-operation-timeout.</summary>
public sealed class LeaseTimeoutException : LeaseException
{
    public LeaseTimeoutException(string message)
        : base(message)
    {
    }

    public LeaseTimeoutException(string message, Exception innerEx)
        : base(message, innerEx)
    {
    }
}
