using System.Globalization;
using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// The place of an actor in the tree: mailbox, behaviour, children and watches stay here while instances of the actor come and go.
/// Everything but sending happens on the thread that has the actor's turn.
/// </summary>
public partial class ActorCell : IUntypedActorContext, ICell
{
    public const int UndefinedUid = 0;

    private static readonly Props NoProps = new TerminatedProps();

    private readonly IInternalActorRef _self;
    private readonly ActorSystemImpl _system;
    private readonly bool _serializeMessages;
    private Mailbox _mailbox;
    private ActorTaskScheduler _taskScheduler;
    private ActorBase _actor;
    private Receive _behavior;
    private Stack<Receive> _behaviorsBelow;
    private long _envelopes;

    public ActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        _self = self;
        _system = system;
        _serializeMessages = system.Settings.SerializeAllMessages;
        Props = props;
        Dispatcher = dispatcher;
        Parent = parent;
    }

    public Mailbox Mailbox => Volatile.Read(ref _mailbox);

    public MessageDispatcher Dispatcher { get; }

    public ActorSystem System => _system;

    public ActorSystemImpl SystemImpl => _system;

    public Props Props { get; private set; }

    public IActorRef Self => _self;

    public IInternalActorRef Parent { get; }

    IActorRef IActorContext.Parent => Parent;

    public IActorRef Sender { get; internal set; }

    public object CurrentMessage { get; internal set; }

    public bool IsTerminated => Mailbox.IsClosed();

    public bool HasMessages => Mailbox.HasMessages;

    public int NumberOfMessages => Mailbox.NumberOfMessages;

    public virtual ActorTaskScheduler TaskScheduler
    {
        get
        {
            if (_taskScheduler is null) Interlocked.CompareExchange(ref _taskScheduler, new ActorTaskScheduler(this), null);
            return _taskScheduler;
        }
    }

    internal static ActorCell Current => InternalCurrentActorCellKeeper.Current;

    internal ActorBase Actor => _actor;

    internal bool ActorHasBeenCleared { get; private set; }

    /// <summary>Tells messages apart even when the same object is sent twice.</summary>
    internal long CurrentEnvelopeId => _envelopes;

    private Type ActorType => _actor?.GetType() ?? Props.Type;

    public static IActorRef GetCurrentSelfOrNoSender() => Current?.Self ?? ActorRefs.NoSender;

    public static IActorRef GetCurrentSenderOrNoSender() => Current?.Sender ?? ActorRefs.NoSender;

    /// <summary>Makes the mailbox, with the making of the actor as its first message.</summary>
    internal void Init(MailboxType mailboxType)
    {
        var mailbox = MessageDispatcher.CreateMailbox(this, mailboxType);
        var required = _system.Mailboxes.GetRequiredType(Props.Type);
        var failure = required is null || required.IsInstanceOfType(mailbox.MessageQueue)
            ? null
            : new ActorInitializationException(Self, $"Actor [{Self}] requires mailbox type [{required}] got [{mailbox.MessageQueue?.GetType().FullName ?? "null"}]");
        Volatile.Write(ref _mailbox, mailbox);
        mailbox.SetActor(this);
        mailbox.SystemEnqueue(Self, new Create(failure));
    }

    public virtual void Start() => Dispatcher.Attach(this);

    public void Stop() => SendSystemMessage(new Terminate());

    public void Suspend() => SendSystemMessage(new Suspend());

    public void Resume(Exception causedByFailure) => SendSystemMessage(new Resume(causedByFailure));

    public void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    public virtual void SendSystemMessage(ISystemMessage systemMessage)
    {
        try
        {
            Dispatcher.SystemDispatch(this, (SystemMessage)systemMessage);
        }
        catch (Exception e)
        {
            SwallowedWhileSending(e);
        }
    }

    public virtual void SendMessage(IActorRef sender, object message) => SendMessage(new Envelope(message, sender, _system));

    public virtual void SendMessage(Envelope message)
    {
        try
        {
            Dispatcher.Dispatch(this, _serializeMessages ? SerializeAndDeserialize(message) : message);
        }
        catch (Exception e)
        {
            SwallowedWhileSending(e);
        }
    }

    public void Become(Receive receive) => _behavior = receive;

    public void BecomeStacked(Receive receive)
    {
        (_behaviorsBelow ??= new Stack<Receive>()).Push(_behavior);
        _behavior = receive;
    }

    public void UnbecomeStacked()
    {
        if (_behaviorsBelow is { Count: > 0 }) _behavior = _behaviorsBelow.Pop();
    }

    void IUntypedActorContext.Become(UntypedReceive receive) => Become(Untyped(receive));

    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) => BecomeStacked(Untyped(receive));

    public ActorSelection ActorSelection(string path) => ActorRefFactoryShared.ActorSelection(path, _system, Self);

    public ActorSelection ActorSelection(ActorPath path) => ActorRefFactoryShared.ActorSelection(path, _system);

    public void UseThreadContext(Action action)
    {
        var outer = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = this;
        try
        {
            action();
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = outer;
        }
    }

    /// <summary>Handles one ordinary message.</summary>
    public void Invoke(Envelope envelope)
    {
        var message = envelope.Message is Scheduler.IScheduledTellMsg scheduled ? scheduled.Message : envelope.Message;
        var counts = _receiveTimeout is null || message is not INotInfluenceReceiveTimeout;
        try
        {
            _envelopes++;
            CurrentMessage = message;
            Sender = envelope.Sender ?? _system.DeadLetters;
            if (_receiveTimeoutTask is not null && counts) CancelReceiveTimeout();
            if (message is IAutoReceivedMessage) AutoReceiveMessage(new Envelope(message, envelope.Sender));
            else ReceiveMessage(message);
            CurrentMessage = null;
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
        finally
        {
            if (_receiveTimeout is not null || _receiveTimeoutTask is not null) CheckReceiveTimeout(counts);
        }
    }

    /// <summary>Handles a message at once on the calling thread; failures reach the caller.</summary>
    public void ReceiveMessageForTest(Envelope envelope)
    {
        CurrentMessage = envelope.Message;
        Sender = envelope.Sender;
        try
        {
            ReceiveMessage(envelope.Message);
        }
        finally
        {
            CurrentMessage = null;
            Sender = _system.DeadLetters;
        }
    }

    protected internal virtual void AutoReceiveMessage(Envelope envelope)
    {
        var message = envelope.Message;
        if (_system.Settings.DebugAutoReceive) Publish(new Debug(Self.Path.ToString(), ActorType, "received AutoReceiveMessage " + message));
        switch (message)
        {
            case Terminated terminated:
                ReceivedTerminated(terminated);
                break;
            case AddressTerminated gone:
                WatchedAddressTerminated(gone.Address);
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case PoisonPill:
                _self.Stop();
                break;
            case ActorSelectionMessage selection:
                new ActorSelection(Self, selection.Elements).Tell(selection.Message, Sender);
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, Self));
                break;
        }
    }

    protected virtual void ReceiveMessage(object message)
    {
        var handled = _actor.AroundReceive(_behavior, message);
        if (_system.Settings.AddLoggingReceive && _actor is ILogReceive)
            Publish(new Debug(Self.Path.ToString(), ActorType, $"received {(handled ? "handled" : "unhandled")} message {message} from {Sender.Path}"));
    }

    protected virtual ActorBase CreateNewActorInstance()
    {
        var actor = Props.NewActor();
        if (actor is IActorStash { Stash: null } stashing) stashing.Stash = this.CreateStash(stashing);
        (actor as IInitializableActor)?.Init();
        return actor;
    }

    internal static (string Name, long Uid) GetNameAndUid(string name)
    {
        var hash = name.IndexOf('#');
        return hash < 0 ? (name, UndefinedUid) : (name[..hash], long.Parse(name.AsSpan(hash + 1), CultureInfo.InvariantCulture));
    }

    internal Mailbox SwapMailbox(Mailbox mailbox) => Interlocked.Exchange(ref _mailbox, mailbox);

    private static Receive Untyped(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private void Publish(LogEvent logEvent)
    {
        try
        {
            _system.EventStream.Publish(logEvent);
        }
        catch (Exception)
        {
            // a failing logger must not become a failure of the actor that it was told of
        }
    }

    private void SwallowedWhileSending(Exception e) =>
        Publish(new Error(e, _self.Parent.ToString(), ActorType, "Swallowing exception during message send"));

    private Envelope SerializeAndDeserialize(Envelope envelope)
    {
        var message = WrappedMessage.Unwrap(envelope.Message);
        if (envelope.Message is INoSerializationVerificationNeeded || message is INoSerializationVerificationNeeded) return envelope;
        object copy;
        try
        {
            copy = _system.Serialization.Copy(message);
        }
        catch (Exception e)
        {
            throw new global::System.Runtime.Serialization.SerializationException(
                $"Failed to serialize and deserialize payload object [{message.GetType()}]. Envelope: [{envelope}], Actor type: [{ActorType}]", e);
        }

        return ReferenceEquals(envelope.Message, message) ? new Envelope(copy, envelope.Sender) : envelope;
    }
}
