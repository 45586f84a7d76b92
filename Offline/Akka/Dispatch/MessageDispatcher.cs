using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>Gives actors their turns on threads.</summary>
public abstract class MessageDispatcher
{
    public const int DefaultThroughput = 100;

    private long _inhabitants;
    private int _shutdownScheduled;

    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        Configurator = configurator;
        Throughput = DefaultThroughput;
    }

    public MessageDispatcherConfigurator Configurator { get; }

    public EventStream EventStream => Configurator.Prerequisites.EventStream;

    public Mailboxes Mailboxes => Configurator.Prerequisites.Mailboxes;

    public string Id { get; protected set; }

    /// <summary>Ticks after which a turn ends, whatever the throughput; null for no such limit.</summary>
    public long? ThroughputDeadlineTime { get; protected set; }

    /// <summary>Messages of one actor handled in one turn.</summary>
    public int Throughput { get; set; }

    /// <summary>How long a dispatcher without actors keeps its threads.</summary>
    public TimeSpan ShutdownTimeout { get; protected set; }

    protected long Inhabitants => Volatile.Read(ref _inhabitants);

    public void Schedule(Action run) => Schedule(new ActionRunnable(run));

    public void Schedule(IRunnable run)
    {
        Interlocked.Increment(ref _inhabitants);
        ExecuteTask(new Errand(this, run));
    }

    public virtual void Dispatch(ActorCell cell, Envelope envelope)
    {
        var mailbox = cell.Mailbox;
        mailbox.Enqueue(cell.Self, envelope);
        RegisterForExecution(mailbox, true, false);
    }

    public virtual void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        var mailbox = cell.Mailbox;
        mailbox.SystemEnqueue(cell.Self, message);
        RegisterForExecution(mailbox, false, true);
    }

    public virtual void Attach(ActorCell cell)
    {
        Register(cell);
        RegisterForExecution(cell.Mailbox, false, true);
    }

    public virtual void Detach(ActorCell cell)
    {
        try
        {
            Unregister(cell);
        }
        finally
        {
            ScheduleShutdownWhenEmpty();
        }
    }

    internal static Mailbox CreateMailbox(ActorCell cell, MailboxType mailboxType) => new(mailboxType.Create(cell.Self, cell.System));

    internal virtual void Register(ActorCell actor) => Interlocked.Increment(ref _inhabitants);

    internal virtual void Unregister(ActorCell actor)
    {
        Interlocked.Decrement(ref _inhabitants);
        var mailbox = actor.SwapMailbox(Mailboxes.DeadLetterMailbox);
        mailbox.BecomeClosed();
        mailbox.CleanUp();
    }

    internal virtual void Suspend(ActorCell actorCell)
    {
        var mailbox = actorCell.Mailbox;
        if (mailbox.Actor == actorCell && mailbox.Dispatcher == this) mailbox.Suspend();
    }

    internal virtual void Resume(ActorCell actorCell)
    {
        var mailbox = actorCell.Mailbox;
        if (mailbox.Actor == actorCell && mailbox.Dispatcher == this && mailbox.Resume()) RegisterForExecution(mailbox, false, false);
    }

    internal bool RegisterForExecution(Mailbox mailbox, bool hasMessageHint, bool hasSystemMessageHint)
    {
        if (!mailbox.CanBeScheduledForExecution(hasMessageHint, hasSystemMessageHint) || !mailbox.SetAsScheduled()) return false;
        ExecuteTask(mailbox);
        return true;
    }

    protected abstract void ExecuteTask(IRunnable run);

    /// <summary>Gives the threads back; the next actor starts new ones.</summary>
    protected abstract void Shutdown();

    protected void ReportFailure(Exception ex) => EventStream.Publish(new Error(ex, GetType().FullName, GetType(), ex.Message));

    private void ScheduleShutdownWhenEmpty()
    {
        if (Inhabitants > 0 || Interlocked.CompareExchange(ref _shutdownScheduled, 1, 0) != 0) return;
        try
        {
            Configurator.Prerequisites.Scheduler.Advanced.ScheduleOnce(ShutdownTimeout, ShutdownIfStillEmpty);
        }
        catch (SchedulerException) // the system is ending and has no timers any more
        {
            ShutdownIfStillEmpty();
        }
    }

    private void ShutdownIfStillEmpty()
    {
        Volatile.Write(ref _shutdownScheduled, 0);
        if (Inhabitants > 0) return;
        try
        {
            Shutdown();
        }
        catch (Exception e)
        {
            ReportFailure(e);
        }
    }

    private sealed class Errand(MessageDispatcher dispatcher, IRunnable run) : IRunnable
    {
        public void Run()
        {
            try
            {
                run.Run();
            }
            catch (Exception e) // nobody waits for an errand: the log is the only one to tell
            {
                dispatcher.ReportFailure(e);
            }
            finally
            {
                if (Interlocked.Decrement(ref dispatcher._inhabitants) == 0) dispatcher.ScheduleShutdownWhenEmpty();
            }
        }

        public void Execute() => Run();
    }
}
