namespace Hocon;

/// <summary>A value is not of the kind asked for, or two values cannot be joined.</summary>
public class HoconException : Exception
{
    public HoconException(string message)
        : base(message)
    {
    }

    public HoconException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
