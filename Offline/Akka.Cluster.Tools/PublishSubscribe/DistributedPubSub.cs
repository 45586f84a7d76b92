using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>Starts a system's mediator.</summary>
public sealed class DistributedPubSub : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly DistributedPubSubSettings _settings;
    private readonly Cluster _cluster;
    private readonly IActorRef _mediator;

    public DistributedPubSub(ExtendedActorSystem system)
    {
        _system = system;
        _settings = DistributedPubSubSettings.Create(system);
        _cluster = Cluster.Get(system);
        var config = system.Settings.Config.GetConfig("akka.cluster.pub-sub");
        if (IsTerminated) return;
        var settings = _settings;
        _mediator = system.SystemActorOf(
            Props.Create(() => new DistributedPubSubMediator(settings))
                .WithDispatcher(config.GetString("use-dispatcher") is { Length: > 0 } dispatcher ? dispatcher : Dispatchers.InternalDispatcherId),
            config.GetString("name"));
    }

    /// <summary>The cluster has ended here, or this node does not have the role.</summary>
    public bool IsTerminated => _cluster.IsTerminated || !(string.IsNullOrEmpty(_settings.Role) || _cluster.SelfRoles.Contains(_settings.Role));

    /// <summary>Whom to send to; dead letters when there is none.</summary>
    public IActorRef Mediator => IsTerminated ? _system.DeadLetters : _mediator;

    public static DistributedPubSub Get(ActorSystem system) => system.WithExtension<DistributedPubSub, DistributedPubSubExtensionProvider>();

    public static Config DefaultConfig() => ConfigurationFactory.FromResource<DistributedPubSub>("Akka.Cluster.Tools.PublishSubscribe.reference.conf");
}
