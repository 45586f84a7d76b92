using Akka.Dispatch;

namespace Akka.Actor.Internal;

/// <summary>The stash of one actor.</summary>
internal sealed class StashImpl : IStash
{
    private readonly ActorCell _cell;
    private readonly IDequeBasedMessageQueueSemantics _mailbox;
    private LinkedList<Envelope> _stash = new();
    private long _lastStashed = -1;

    public StashImpl(IActorContext context, bool bounded)
    {
        _cell = (ActorCell)context;
        _mailbox = _cell.Mailbox.MessageQueue as IDequeBasedMessageQueueSemantics ?? throw new ActorInitializationException(
            _cell.Self,
            $"DequeBasedMailbox required, got: {_cell.Mailbox.MessageQueue.GetType().Name}. "
            + "Give the actor a mailbox with mailbox-type = \"Akka.Dispatch.UnboundedDequeBasedMailbox\".");
        if (!bounded) Capacity = -1;
        else Capacity = _cell.Props.Deploy.StashCapacity == Deploy.NoStashSize
            ? context.System.Mailboxes.StashCapacity(context.Props.Dispatcher, context.Props.Mailbox)
            : _cell.Props.Deploy.StashCapacity;
    }

    public int Count => _stash.Count;

    public bool IsEmpty => Count == 0;

    public bool NonEmpty => Count > 0;

    public bool IsFull => Capacity >= 0 && Count >= Capacity;

    public int Capacity { get; }

    public void Stash()
    {
        var message = _cell.CurrentMessage;
        if (_cell.CurrentEnvelopeId == _lastStashed) throw new IllegalActorStateException($"Can't stash the same message {message} more than once");
        _lastStashed = _cell.CurrentEnvelopeId;
        if (Capacity > 0 && Count >= Capacity)
            throw new StashOverflowException($"Couldn't enqueue message {message} from {_cell.Sender} to stash of {_cell.Self}");
        _stash.AddLast(new Envelope(message, _cell.Sender));
    }

    public void Unstash()
    {
        if (_stash.First is not { } first) return;
        _stash.RemoveFirst();
        EnqueueFirst(first.Value);
    }

    public void UnstashAll() => UnstashAll(static _ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        var all = _stash;
        _stash = new LinkedList<Envelope>();
        for (var node = all.Last; node is not null; node = node.Previous)
            if (predicate(node.Value)) EnqueueFirst(node.Value);
    }

    public IEnumerable<Envelope> ClearStash()
    {
        var all = _stash;
        _stash = new LinkedList<Envelope>();
        return all;
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Distinct().Reverse()) _stash.AddFirst(envelope);
    }

    private void EnqueueFirst(Envelope envelope)
    {
        _mailbox.EnqueueFirst(envelope);
        if (envelope.Message is Terminated terminated) _cell.TerminatedQueuedFor(terminated.ActorRef, null);
    }
}
