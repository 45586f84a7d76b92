using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Util;

namespace Akka.TestKit.Internal;

/// <summary>The reference behind a <see cref="TestActorRef{TActor}"/>: it lets the test at the instance, and runs on the thread that sends.</summary>
public class InternalTestActorRef : LocalActorRef
{
    private static long _unnamed = -1;

    private InternalTestActorRef(
        ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType, IInternalActorRef supervisor, ActorPath path)
        : base(system, props, dispatcher, mailboxType, supervisor, path)
    {
    }

    /// <exception cref="IllegalActorStateException">The actor has ended.</exception>
    public object UnderlyingActor
    {
        get
        {
            if (IsTerminated) throw new IllegalActorStateException("Underlying actor is terminated");
            return Cell.Actor ?? this.Ask(InternalGetActor.Instance, TestKitExtension.For(System).DefaultTimeout).Result;
        }
    }

    public static InternalTestActorRef Create(ActorSystem system, Props props, IActorRef supervisor = null, string name = null)
    {
        name ??= "$$" + Interlocked.Increment(ref _unnamed).Base64Encode();
        supervisor ??= ((ExtendedActorSystem)system).Guardian;
        if (props.Deploy.Dispatcher == Deploy.NoDispatcherGiven) props = props.WithDispatcher(CallingThreadDispatcher.Id);
        var dispatcher = system.Dispatchers.Lookup(props.Dispatcher);
        var parent = (LocalActorRef)supervisor;
        parent.Cell.ReserveChild(name);
        var mailbox = system.Mailboxes.GetMailboxType(props, dispatcher.Configurator.Config);
        var actor = new InternalTestActorRef((ActorSystemImpl)system, props, dispatcher, mailbox, parent, parent.Path / name);
        parent.Cell.InitChild(actor);
        actor.Start();
        return actor;
    }

    /// <summary>Handles a message here and now; what the actor throws, this throws.</summary>
    public void Receive(object message, IActorRef sender = null)
    {
        var envelope = new Envelope(message, sender.IsNobody() ? System.DeadLetters : sender);
        Cell.UseThreadContext(() => Cell.ReceiveMessageForTest(envelope));
    }

    public void Watch(IActorRef subject) => Cell.Watch(subject);

    public void Unwatch(IActorRef subject) => Cell.Unwatch(subject);

    public override string ToString() => "TestActor[" + Path + "]";

    protected override ActorCell NewActorCell(
        ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor) =>
        new TestActorCell(system, self, props, dispatcher, supervisor);

    private sealed class TestActorCell(
        ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
        : ActorCell(system, self, props, dispatcher, parent)
    {
        protected internal override void AutoReceiveMessage(Envelope envelope)
        {
            if (envelope.Message is InternalGetActor) Sender.Tell(Actor, Self);
            else base.AutoReceiveMessage(envelope);
        }
    }

    private sealed class InternalGetActor : IAutoReceivedMessage, IPossiblyHarmful, INoSerializationVerificationNeeded
    {
        public static readonly InternalGetActor Instance = new();
    }
}
