namespace Akka.Persistence;

/// <summary>Says how to recover.</summary>
public interface IPersistenceRecovery
{
    Recovery Recovery { get; }
}
