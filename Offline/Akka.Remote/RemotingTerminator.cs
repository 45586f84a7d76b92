using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Remote;

/// <summary>Holds the end of the system until remoting has sent what was waiting.</summary>
internal sealed class RemotingTerminator : ReceiveActor, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    public RemotingTerminator(IActorRef systemGuardian, RemoteTransport transport)
    {
        // by the event stream: the system's own loggers are gone before this actor is
        var log = Logging.GetLogger(Context.System.EventStream, "remoting-terminator");
        systemGuardian.Tell(RegisterTerminationHook.Instance);
        Receive<TerminationHook>(_ =>
        {
            log.Info("Shutting down remoting.");
            transport.Shutdown().ContinueWith(static _ => Closed.Instance, TaskScheduler.Default).PipeTo(Self);
        });
        Receive<Closed>(_ =>
        {
            log.Info("Remoting shut down.");
            systemGuardian.Tell(TerminationHookDone.Instance);
            Context.Stop(Self);
        });
    }

    private sealed record Closed : INoSerializationVerificationNeeded
    {
        public static readonly Closed Instance = new();
    }
}
