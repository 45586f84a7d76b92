using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Has an internal stash, and says what happens when it is full.</summary>
public interface IPersistenceStash : IWithUnboundedStash
{
    IStashOverflowStrategy InternalStashOverflowStrategy { get; }
}
