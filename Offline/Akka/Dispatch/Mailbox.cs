using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// The two queues of an actor, system messages ahead of ordinary ones, and the word that says whether it is scheduled, suspended or closed.
/// </summary>
public class Mailbox : IRunnable
{
    private const int Scheduled = 1;
    private const int Closed = 2;
    private const int SuspendUnit = 4; // suspensions nest: their count is the rest of the word

    private int _status;
    private SystemMessage _systemQueue; // latest first
    private ActorCell _actor;

    public Mailbox(IMessageQueue messageQueue) => MessageQueue = messageQueue;

    public IMessageQueue MessageQueue { get; }

    public MessageDispatcher Dispatcher => _actor.Dispatcher;

    internal ActorCell Actor => _actor;

    internal bool HasMessages => MessageQueue.HasMessages;

    internal int NumberOfMessages => MessageQueue.Count;

    internal virtual bool HasSystemMessages => Volatile.Read(ref _systemQueue) is not (null or NoMessage);

    public virtual void SetActor(ActorCell actorCell) => _actor = actorCell;

    internal bool IsSuspended() => Volatile.Read(ref _status) >= SuspendUnit;

    internal bool IsClosed() => (Volatile.Read(ref _status) & Closed) != 0;

    internal int SuspendCount() => Volatile.Read(ref _status) / SuspendUnit;

    internal void Enqueue(IActorRef receiver, Envelope envelope) => MessageQueue.Enqueue(receiver, envelope);

    internal bool CanBeScheduledForExecution(bool hasMessageHint, bool hasSystemMessageHint)
    {
        var status = Volatile.Read(ref _status);
        if ((status & Closed) != 0) return false;
        if (hasSystemMessageHint || HasSystemMessages) return true;
        return status < SuspendUnit && (hasMessageHint || HasMessages);
    }

    internal bool SetAsScheduled()
    {
        while (true)
        {
            var status = Volatile.Read(ref _status);
            if ((status & (Scheduled | Closed)) != 0) return false;
            if (Interlocked.CompareExchange(ref _status, status | Scheduled, status) == status) return true;
        }
    }

    internal void SetAsIdle() => Interlocked.And(ref _status, ~Scheduled);

    /// <summary>True when this call took the last suspension away.</summary>
    internal bool Resume()
    {
        while (true)
        {
            var status = Volatile.Read(ref _status);
            if ((status & Closed) != 0) return false;
            var next = status < SuspendUnit ? status : status - SuspendUnit;
            if (Interlocked.CompareExchange(ref _status, next, status) == status) return next < SuspendUnit;
        }
    }

    internal void Suspend()
    {
        while (true)
        {
            var status = Volatile.Read(ref _status);
            if ((status & Closed) != 0 || Interlocked.CompareExchange(ref _status, status + SuspendUnit, status) == status) return;
        }
    }

    internal void BecomeClosed() => Volatile.Write(ref _status, Closed);

    public void Run()
    {
        var actor = _actor;
        try
        {
            if (IsClosed()) return;
            var outer = InternalCurrentActorCellKeeper.Current;
            InternalCurrentActorCellKeeper.Current = actor;
            try
            {
                ProcessAllSystemMessages();
                ProcessMailbox(actor);
            }
            finally
            {
                InternalCurrentActorCellKeeper.Current = outer;
            }
        }
        finally
        {
            SetAsIdle();
            actor.Dispatcher.RegisterForExecution(this, false, false); // more may have come since the queue was seen empty
        }
    }

    public void Execute() => Run();

    internal virtual void SystemEnqueue(IActorRef receiver, SystemMessage message)
    {
        while (true)
        {
            var head = Volatile.Read(ref _systemQueue);
            if (head is NoMessage)
            {
                _actor?.Dispatcher.Mailboxes.DeadLetterMailbox.SystemEnqueue(receiver, message);
                return;
            }

            message.Next = head;
            if (Interlocked.CompareExchange(ref _systemQueue, message, head) == head) return;
        }
    }

    /// <summary>The mailbox is closed: whatever still waits goes to dead letters.</summary>
    public virtual void CleanUp()
    {
        if (_actor is null) return;
        var deadLetters = _actor.Dispatcher.Mailboxes.DeadLetterMailbox;
        SendToDeadLetters(SystemDrain(NoMessage.Closed));
        MessageQueue?.CleanUp(_actor.Self, deadLetters.MessageQueue);
    }

    private void ProcessMailbox(ActorCell actor)
    {
        var dispatcher = actor.Dispatcher;
        var left = Math.Max(1, dispatcher.Throughput);
        var deadline = dispatcher.ThroughputDeadlineTime is > 0
            ? Util.MonotonicClock.Elapsed.Ticks + dispatcher.ThroughputDeadlineTime.Value
            : long.MaxValue;
        while ((Volatile.Read(ref _status) & ~Scheduled) == 0 && MessageQueue.TryDequeue(out var next))
        {
            actor.Invoke(next);
            ProcessAllSystemMessages();
            if (--left <= 0 || (deadline != long.MaxValue && Util.MonotonicClock.Elapsed.Ticks >= deadline)) return;
        }
    }

    internal void ProcessAllSystemMessages()
    {
        if (!HasSystemMessages) return;
        var next = SystemDrain(null);
        while (next is not null && !IsClosed())
        {
            var message = next;
            next = next.Next;
            message.Next = null;
            _actor.SystemInvoke(message);
            if (next is null && !IsClosed()) next = SystemDrain(null);
        }

        SendToDeadLetters(next);
    }

    private void SendToDeadLetters(SystemMessage first)
    {
        while (first is not null)
        {
            var message = first;
            first = first.Next;
            message.Next = null;
            _actor.Dispatcher.Mailboxes.DeadLetterMailbox.SystemEnqueue(_actor.Self, message);
        }
    }

    /// <summary>Takes all waiting system messages, earliest first.</summary>
    private SystemMessage SystemDrain(SystemMessage replacement)
    {
        SystemMessage head;
        do
        {
            head = Volatile.Read(ref _systemQueue);
            if (head is NoMessage) return null;
        }
        while (Interlocked.CompareExchange(ref _systemQueue, replacement, head) != head);

        SystemMessage earliest = null;
        while (head is not null)
        {
            var rest = head.Next;
            head.Next = earliest;
            earliest = head;
            head = rest;
        }

        return earliest;
    }
}
