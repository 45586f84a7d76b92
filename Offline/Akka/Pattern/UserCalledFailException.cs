using Akka.Actor;

namespace Akka.Pattern;

/// <summary>What a circuit breaker remembers when it was told to count a failure.</summary>
public class UserCalledFailException : AkkaException
{
    public UserCalledFailException()
        : base($"User code caused [{nameof(CircuitBreaker)}] to fail because it called [{nameof(CircuitBreaker)}.{nameof(CircuitBreaker.Fail)}()]")
    {
    }
}
