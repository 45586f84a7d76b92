using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Messages put aside for later.</summary>
public interface IStash
{
    int Count { get; }

    bool IsEmpty { get; }

    bool NonEmpty { get; }

    bool IsFull { get; }

    /// <summary>Messages that fit; not positive for any number.</summary>
    int Capacity { get; }

    /// <summary>Puts the message that is being handled aside.</summary>
    /// <exception cref="IllegalActorStateException">It is aside already.</exception>
    /// <exception cref="StashOverflowException">The stash is full.</exception>
    void Stash();

    /// <summary>The earliest is handled next.</summary>
    void Unstash();

    /// <summary>All are handled next, the earliest first.</summary>
    void UnstashAll();

    /// <summary>Those that fit are handled next, the others are dropped.</summary>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Empties the stash and returns what it held.</summary>
    IEnumerable<Envelope> ClearStash();

    void Prepend(IEnumerable<Envelope> envelopes);
}

/// <summary>An actor with a stash, which is there when its constructor has run.</summary>
public interface IActorStash
{
    IStash Stash { get; set; }
}

/// <summary>A stash that asks no certain mailbox.</summary>
public interface IWithUnrestrictedStash : IActorStash;

/// <summary>A stash in an unbounded or bounded mailbox, as configured.</summary>
public interface IWithStash : IWithUnrestrictedStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>;

/// <summary>A stash in an unbounded mailbox.</summary>
public interface IWithUnboundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>;
