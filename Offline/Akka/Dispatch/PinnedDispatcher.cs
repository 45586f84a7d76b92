using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>A dispatcher for one actor, on one thread that stays the same as long as the actor lives, restarts included.</summary>
public sealed class PinnedDispatcher(
    MessageDispatcherConfigurator configurator,
    string id,
    int throughput,
    long? throughputDeadlineTime,
    ExecutorServiceFactory executorServiceFactory,
    TimeSpan shutdownTimeout)
    : Dispatcher(configurator, id, throughput, throughputDeadlineTime, executorServiceFactory, shutdownTimeout)
{
    private ActorCell _owner;

    internal override void Register(ActorCell actor)
    {
        var owner = Interlocked.CompareExchange(ref _owner, actor, null);
        if (owner is not null && owner != actor) throw new InvalidOperationException($"Cannot register to anyone but {owner.Self}");
        base.Register(actor);
    }

    internal override void Unregister(ActorCell actor)
    {
        base.Unregister(actor);
        _owner = null;
    }
}
