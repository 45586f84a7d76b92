using Akka.Actor;

namespace Akka.Pattern;

/// <summary>The circuit breaker is open: the call was refused without being tried.</summary>
public class OpenCircuitException : AkkaException
{
    private const string Refused = "Circuit Breaker is open; calls are failing fast";

    public OpenCircuitException()
        : base(Refused)
    {
    }

    public OpenCircuitException(string message)
        : this(message, TimeSpan.Zero)
    {
    }

    public OpenCircuitException(string message, TimeSpan remainingDuration)
        : base(message) => RemainingDuration = remainingDuration;

    public OpenCircuitException(string message, Exception cause)
        : this(message, cause, TimeSpan.Zero)
    {
    }

    public OpenCircuitException(string message, Exception cause, TimeSpan remainingDuration)
        : base(message, cause) => RemainingDuration = remainingDuration;

    public OpenCircuitException(Exception cause)
        : this(Refused, cause, TimeSpan.Zero)
    {
    }

    public OpenCircuitException(Exception cause, TimeSpan remainingDuration)
        : this(Refused, cause, remainingDuration)
    {
    }

    /// <summary>How long calls go on being refused.</summary>
    public TimeSpan RemainingDuration { get; }
}
