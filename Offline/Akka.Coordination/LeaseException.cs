namespace Akka.Coordination;

/// <summary>A lease could not be asked for, kept or given back.</summary>
public class LeaseException : Exception
{
    public LeaseException(string message)
        : base(message)
    {
    }

    public LeaseException(string message, Exception innerEx)
        : base(message, innerEx)
    {
    }
}
