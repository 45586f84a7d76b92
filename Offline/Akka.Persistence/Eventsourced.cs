using System.Collections.Immutable;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>
/// The base of persistent actors. Commands wait in an internal stash while the actor recovers, and while events of the command
/// before them are being written; the handler of an event runs only when the event is written.
/// </summary>
/// <remarks>
/// Not the public face: derive from <see cref="ReceivePersistentActor"/> or <see cref="UntypedPersistentActor"/>.
/// A failed write stops the actor after <see cref="OnPersistFailure"/>: whether the event is kept is unknown.
/// </remarks>
public abstract partial class Eventsourced : ActorBase, IPersistentIdentity, IPersistenceStash, IPersistenceRecovery
{
    /// <summary>What must not return to the mailbox with the user's stash when the actor restarts.</summary>
    public static readonly Func<Envelope, bool> UnstashFilterPredicate =
        envelope => envelope.Message is not (WriteMessageSuccess or ReplayedMessage);

    private static int _instances;

    private readonly int _instanceId = Interlocked.Increment(ref _instances);
    private readonly string _writerGuid = Guid.NewGuid().ToString();
    private readonly IStash _internalStash;
    private readonly LinkedList<PendingHandler> _pendingHandlers = [];
    private List<IPersistentEnvelope> _eventBatch = []; // of the command at hand
    private List<IPersistentEnvelope> _journalBatch = []; // waiting for the write in progress
    private bool _writing;
    private bool _taskRunning;
    private int _pendingStashingHandlers;
    private long _sequenceNr;
    private IStash _stash;

    protected Eventsourced()
    {
        Extension = Persistence.Instance.Apply(Context.System);
        _internalStash = Context.CreateStash(GetType());
        Log = Context.GetLogger();
    }

    /// <summary>Names the actor's events for all time; no other actor may write under the same id.</summary>
    public abstract string PersistenceId { get; }

    public virtual Recovery Recovery => Recovery.Default;

    public virtual IStashOverflowStrategy InternalStashOverflowStrategy => Extension.DefaultInternalStashOverflowStrategy;

    /// <summary>The user's own stash; unstashed messages come before those that waited for a write.</summary>
    public IStash Stash
    {
        get => _stash;
        set => _stash = new InternalStashAwareStash(value, _internalStash);
    }

    public string JournalPluginId { get; protected set; }

    public string SnapshotPluginId { get; protected set; }

    public IActorRef Journal => field ??= Extension.JournalFor(JournalPluginId);

    public IActorRef SnapshotStore => field ??= Extension.SnapshotStoreFor(SnapshotPluginId);

    public string SnapshotterId => PersistenceId;

    public bool IsRecovering => _state?.Recovering ?? true;

    public bool IsRecoveryFinished => !IsRecovering;

    /// <summary>The number of the last event that was replayed or whose handler ran.</summary>
    public long LastSequenceNr { get; private set; }

    public long SnapshotSequenceNr => LastSequenceNr;

    protected PersistenceExtension Extension { get; }

    protected virtual ILoggingAdapter Log { get; }

    public void LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr) =>
        SnapshotStore.Tell(new LoadSnapshot(persistenceId, criteria, toSequenceNr));

    /// <summary>Keeps the state as of <see cref="LastSequenceNr"/>; answered by <see cref="SaveSnapshotSuccess"/> or <see cref="SaveSnapshotFailure"/>.</summary>
    public void SaveSnapshot(object snapshot) => SnapshotStore.Tell(new SaveSnapshot(
        new SnapshotMetadata(SnapshotterId, SnapshotSequenceNr, Context.System.Scheduler.Now.UtcDateTime), snapshot));

    /// <summary>Answered by <see cref="DeleteSnapshotSuccess"/> or <see cref="DeleteSnapshotFailure"/>.</summary>
    public void DeleteSnapshot(long sequenceNr) => SnapshotStore.Tell(new DeleteSnapshot(
        new SnapshotMetadata(SnapshotterId, sequenceNr, DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc))));

    /// <summary>Answered by <see cref="DeleteSnapshotsSuccess"/> or <see cref="DeleteSnapshotsFailure"/>.</summary>
    public void DeleteSnapshots(SnapshotSelectionCriteria criteria) => SnapshotStore.Tell(new DeleteSnapshots(SnapshotterId, criteria));

    /// <summary>Writes the event, then runs the handler; commands that arrive in between wait.</summary>
    /// <exception cref="InvalidOperationException">The actor is recovering.</exception>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler)
    {
        RequireRecovered();
        Expect(@event, handler, stashing: true);
        _eventBatch.Add(new AtomicWrite(Represent(@event)));
    }

    /// <summary>Writes the events all or not at all, then runs the handler for each; commands that arrive in between wait.</summary>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler)
    {
        RequireRecovered();
        if (events != null)
            AddAll(events, handler, stashing: true);
    }

    /// <summary>Writes the event, then runs the handler; commands go on being handled in between.</summary>
    public void PersistAsync<TEvent>(TEvent @event, Action<TEvent> handler)
    {
        RequireRecovered();
        Expect(@event, handler, stashing: false);
        _eventBatch.Add(new AtomicWrite(Represent(@event)));
    }

    /// <summary>Writes the events all or not at all, then runs the handler for each; commands go on being handled in between.</summary>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler)
    {
        RequireRecovered();
        AddAll(events, handler, stashing: false);
    }

    /// <summary>Runs the handler when all events persisted before it have been handled; nothing is kept.</summary>
    public void DeferAsync<TEvent>(TEvent evt, Action<TEvent> handler)
    {
        RequireRecovered();
        if (_pendingHandlers.Count == 0)
        {
            handler(evt);
            return;
        }
        Expect(evt, handler, stashing: false);
        _eventBatch.Add(new NonPersistentMessage(evt, Sender));
    }

    /// <summary>Answered by <see cref="DeleteMessagesSuccess"/> or <see cref="DeleteMessagesFailure"/>.</summary>
    /// <param name="toSequenceNr">The last event to forget; <see cref="long.MaxValue"/> for all.</param>
    public void DeleteMessages(long toSequenceNr)
    {
        if (toSequenceNr == long.MaxValue)
            toSequenceNr = LastSequenceNr;
        if (toSequenceNr <= LastSequenceNr)
            Journal.Tell(new DeleteMessagesTo(PersistenceId, toSequenceNr, Self));
        else
            Self.Tell(new DeleteMessagesFailure(new InvalidOperationException(
                $"toSequenceNr [{toSequenceNr}] must be less than or equal to LastSequenceNr [{LastSequenceNr}]"), toSequenceNr));
    }

    protected abstract bool ReceiveRecover(object message);

    protected abstract bool ReceiveCommand(object message);

    /// <summary>All events of the recovery have been replayed.</summary>
    protected virtual void OnReplaySuccess()
    {
    }

    /// <summary>The actor stops after this. The message is the event whose handler failed, or null when the journal or the snapshot store did.</summary>
    protected virtual void OnRecoveryFailure(Exception reason, object message = null)
    {
        if (message != null)
            Log.Error(reason, "Exception in ReceiveRecover when replaying event type [{0}] with sequence number [{1}] for persistenceId [{2}]",
                message.GetType(), LastSequenceNr, PersistenceId);
        else
            Log.Error(reason, "Persistence failure when replaying events for persistenceId [{0}]. Last known sequence number [{1}]",
                PersistenceId, LastSequenceNr);
    }

    /// <summary>The actor stops after this: whether the event is kept is unknown.</summary>
    protected virtual void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Log.Error(cause, "Failed to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}].",
            @event.GetType(), sequenceNr, PersistenceId);

    /// <summary>The event is certainly not kept; the actor goes on, and the handler does not run.</summary>
    protected virtual void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Log.Error(cause, "Rejected to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}] due to [{3}].",
            @event.GetType(), sequenceNr, PersistenceId, cause.Message);

    /// <summary>Runs an asynchronous command handler; the next command waits for it and for the events that it persists.</summary>
    protected void RunTask(Func<Task> action)
    {
        if (_taskRunning)
            throw new NotSupportedException("RunTask calls cannot be nested");
        ActorTaskScheduler.RunTask(async () =>
        {
            var task = action();
            if (task.IsCompleted)
            {
                await task;
                return;
            }
            _taskRunning = true;
            var failed = true;
            try
            {
                await task;
                failed = false;
            }
            finally
            {
                _taskRunning = false;
                AfterCommand(failed);
            }
        });
    }

    private void AddAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler, bool stashing)
    {
        var persistents = ImmutableList.CreateBuilder<IPersistentRepresentation>();
        foreach (var @event in events)
        {
            Expect(@event, handler, stashing);
            persistents.Add(Represent(@event));
        }
        if (persistents.Count > 0)
            _eventBatch.Add(new AtomicWrite(persistents.ToImmutable()));
    }

    private void Expect<TEvent>(TEvent _, Action<TEvent> handler, bool stashing)
    {
        _pendingHandlers.AddLast(new PendingHandler(payload => handler((TEvent)payload), stashing));
        _pendingStashingHandlers += stashing ? 1 : 0;
    }

    private Persistent Represent(object @event) =>
        new(@event, ++_sequenceNr, PersistenceId, sender: Sender, writerGuid: _writerGuid);

    private void RequireRecovered()
    {
        if (IsRecovering)
            throw new InvalidOperationException(
                "Cannot persist during replay. Events can be persisted when receiving RecoveryCompleted or later.");
    }

    /// <summary>Stashing handlers keep commands waiting until they have run.</summary>
    private readonly record struct PendingHandler(Action<object> Handle, bool Stashing);

    // Messages leave the internal stash one by one, so what the user unstashes goes to its front, not to the mailbox.
    private sealed class InternalStashAwareStash(IStash user, IStash inner) : IStash
    {
        public int Count => user.Count;

        public bool IsEmpty => user.IsEmpty;

        public bool NonEmpty => user.NonEmpty;

        public bool IsFull => user.IsFull;

        public int Capacity => user.Capacity;

        public void Stash() => user.Stash();

        public void Unstash() => user.Unstash();

        public void UnstashAll() => inner.Prepend(ClearStash());

        public void UnstashAll(Func<Envelope, bool> predicate) => user.UnstashAll(predicate);

        public IEnumerable<Envelope> ClearStash() => user.ClearStash();

        public void Prepend(IEnumerable<Envelope> envelopes) => user.Prepend(envelopes);
    }
}
