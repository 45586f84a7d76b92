using Akka.Actor;
using Akka.Event;
using Akka.Pattern;

namespace Akka.Persistence;

internal sealed class RequestRecoveryPermit : INoSerializationVerificationNeeded
{
    public static RequestRecoveryPermit Instance { get; } = new();
}

internal sealed class RecoveryPermitGranted : INoSerializationVerificationNeeded
{
    public static RecoveryPermitGranted Instance { get; } = new();
}

internal sealed class ReturnRecoveryPermit : INoSerializationVerificationNeeded
{
    public static ReturnRecoveryPermit Instance { get; } = new();
}

/// <summary>Lets so many persistent actors recover at once, and the others wait their turn.</summary>
internal sealed class RecoveryPermitter(int maxPermits) : UntypedActor
{
    private readonly LinkedList<IActorRef> _waiting = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private int _used;

    public static Props Props(int maxPermits) => Actor.Props.Create(() => new RecoveryPermitter(maxPermits));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RequestRecoveryPermit:
                Context.Watch(Sender);
                if (_used < maxPermits)
                {
                    Grant(Sender);
                    break;
                }
                if (_waiting.Count == 0)
                    _log.Debug("Exceeded max-concurrent-recoveries [{0}]. First pending {1}", maxPermits, Sender);
                _waiting.AddLast(Sender);
                break;
            case ReturnRecoveryPermit:
                Return(Sender);
                break;
            case Terminated terminated when !_waiting.Remove(terminated.ActorRef):
                Return(terminated.ActorRef); // it died with its permit
                break;
        }
    }

    private void Grant(IActorRef actor)
    {
        _used++;
        actor.Tell(RecoveryPermitGranted.Instance);
    }

    private void Return(IActorRef actor)
    {
        Context.Unwatch(actor);
        if (--_used < 0)
            throw new IllegalStateException("Permits must not be negative");
        if (_waiting.First is not { Value: var next })
            return;
        _waiting.RemoveFirst();
        Grant(next);
    }
}
