namespace AkkaDreamer.Environments;

/// <summary>
/// An environment broke its contract, or was used against it. The message says what was given and what is allowed. Whoever steps it cuts the episode and makes a new environment.
/// </summary>
public sealed class EnvironmentFaultException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>It gave no answer within its deadline.</summary>
    public bool IsHang { get; init; }
}
