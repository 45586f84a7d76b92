using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe.Internal;
using Akka.Event;
using Akka.Pattern;
using Status = Akka.Cluster.Tools.PublishSubscribe.Internal.Status;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// Takes registrations on its node, tells the mediators of other nodes of them, and passes messages on to whoever is registered on any node. One runs on each node; registrations spread by gossip, so
/// that other nodes know of them a little later.
/// </summary>
public class DistributedPubSubMediator : ReceiveActor, IWithTimers
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly DistributedPubSubSettings _settings;
    private readonly Registry _registry;
    private readonly HeldBack _heldBack = new();
    private readonly HashSet<Address> _nodes = [];

    /// <exception cref="ArgumentException">This node does not have the role.</exception>
    public DistributedPubSubMediator(DistributedPubSubSettings settings)
    {
        if (!string.IsNullOrEmpty(settings.Role) && !_cluster.SelfRoles.Contains(settings.Role))
            throw new ArgumentException($"The cluster member [{_cluster.SelfAddress}] doesn't have the role [{settings.Role}]");
        _settings = settings;
        _registry = new Registry(_cluster.SelfAddress);
        Log = Context.GetLogger();
        ReceiveMessages();
        ReceiveRegistrations();
        ReceiveFromTopics();
        ReceiveGossip();
        ReceiveMembers();
    }

    public ILoggingAdapter Log { get; }

    ITimerScheduler IWithTimers.Timers
    {
        get => Timers;
        set => Timers = value;
    }

    private ITimerScheduler Timers { get; set; }

    public static Props Props(DistributedPubSubSettings settings) =>
        Actor.Props.Create(() => new DistributedPubSubMediator(settings)).WithDeploy(Deploy.Local);

    protected override void PreStart()
    {
        base.PreStart();
        if (_cluster.IsTerminated) throw new IllegalStateException("Cluster node must not be terminated");
        _cluster.Subscribe(Self, typeof(ClusterEvent.IMemberEvent));
        Timers.StartPeriodicTimer(GossipTick.Instance, GossipTick.Instance, _settings.GossipInterval);
        Timers.StartPeriodicTimer(Prune.Instance, Prune.Instance, _settings.RemovedTimeToLive / 2);
    }

    protected override void PostStop()
    {
        base.PostStop();
        _cluster.Unsubscribe(Self);
    }

    private void ReceiveMessages()
    {
        Receive<Send>(send =>
        {
            List<IActorRef> receivers = send.LocalAffinity && _registry.TryGetOwn(send.Path, out var own) ? (own is null ? [] : [own]) : _registry.Find(send.Path);
            if (receivers.Count > 0) _settings.Routing.Route(receivers, send.Message, Sender);
            else NobodyFor(send);
        });
        Receive<SendToAll>(send => SendToEach(_registry.Find(send.Path, send.ExcludeSelf), send));
        Receive<Publish>(publish =>
        {
            var path = Names.Key(Self.Path / Names.Encode(publish.Topic));
            if (!publish.SendOneMessageToEachGroup)
            {
                SendToEach(_registry.Find(path), publish);
                return;
            }

            var groups = _registry.FindBelow(path);
            if (groups.Count == 0) NobodyFor(publish);
            foreach (var group in groups) _settings.Routing.Route(group, new SendToOneSubscriber(publish.Message), Sender);
        });
    }

    private void ReceiveRegistrations()
    {
        Receive<Put>(put =>
        {
            if (put.Ref.Path.Address.HasGlobalScope)
            {
                Log.Warning("Registered actor must be local: [{0}]", put.Ref);
                return;
            }

            Register(put.Ref);
        });
        Receive<Remove>(remove =>
        {
            if (!_registry.TryGetOwn(remove.Path, out var registered) || registered is null) return;
            Context.Unwatch(registered);
            _registry.Put(remove.Path, null);
        });
        Receive<Subscribe>(subscribe =>
        {
            var topic = Names.Encode(subscribe.Topic);
            if (!_heldBack.Hold(topic, subscribe, Sender)) TopicNamed(topic).Forward(subscribe);
        });
        Receive<Unsubscribe>(unsubscribe =>
        {
            var topic = Names.Encode(unsubscribe.Topic);
            if (!_heldBack.Hold(topic, unsubscribe, Sender) && Context.Child(topic) is var known && !known.IsNobody()) known.Forward(unsubscribe);
        });
        Receive<GetTopics>(_ =>
        {
            var prefix = Names.Key(Self.Path) + "/";
            Sender.Tell(new CurrentTopics(_registry.Keys
                .Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && !key[prefix.Length..].Contains('/'))
                .Select(key => Uri.EscapeDataString(key[prefix.Length..])).ToImmutableHashSet()));
        });
    }

    private void ReceiveFromTopics()
    {
        Receive<RegisterTopic>(made => Register(made.TopicRef));
        Receive<Subscribed>(subscribed => subscribed.Subscriber.Tell(subscribed.Ack));
        Receive<Unsubscribed>(unsubscribed => unsubscribed.Subscriber.Tell(unsubscribed.Ack));
        Receive<NoMoreSubscribers>(_ =>
        {
            _heldBack.Begin(Sender.Path.Name);
            Sender.Tell(TerminateRequest.Instance);
        });
        Receive<NewSubscriberArrived>(_ =>
        {
            var stays = Sender;
            _heldBack.Release(stays.Path.Name, () => stays);
        });
        Receive<Terminated>(terminated =>
        {
            var (key, name) = (Names.Key(terminated.ActorRef.Path), terminated.ActorRef.Path.Name);
            if (_registry.TryGetOwn(key, out var registered) && terminated.ActorRef.Equals(registered)) _registry.Put(key, null);
            if (terminated.ActorRef.Path.Parent == Self.Path) _heldBack.Release(name, () => TopicNamed(name));
        });
    }

    private void ReceiveGossip()
    {
        Receive<GossipTick>(_ =>
        {
            var others = _nodes.Where(node => node != _cluster.SelfAddress).ToList();
            if (others.Count == 0) return;
            Context.ActorSelection(Self.Path.ToStringWithAddress(others[Random.Shared.Next(others.Count)])).Tell(new Status(_registry.Versions, false));
        });
        Receive<Status>(status =>
        {
            if (!IsFromNode()) return;
            var newer = _registry.NewerThan(status.Versions, _settings.MaxDeltaElements);
            if (!newer.IsEmpty) Sender.Tell(new Delta(newer));
            if (!status.IsReplyToStatus && _registry.IsBehind(status.Versions)) Sender.Tell(new Status(_registry.Versions, true));
        });
        Receive<Delta>(delta =>
        {
            if (!IsFromNode()) return;
            foreach (var bucket in delta.Buckets.Where(bucket => _nodes.Contains(bucket.Owner))) _registry.Merge(bucket);
        });
        Receive<Prune>(_ => _registry.Prune(_settings.RemovedTimeToLive));
    }

    private void ReceiveMembers()
    {
        Receive<ClusterEvent.CurrentClusterState>(state =>
        {
            _nodes.Clear();
            _nodes.UnionWith(state.Members.Where(member => member.Status != MemberStatus.Joining && HasRole(member)).Select(static member => member.Address));
        });
        Receive<ClusterEvent.MemberUp>(up => Add(up.Member));
        Receive<ClusterEvent.MemberWeaklyUp>(weaklyUp => Add(weaklyUp.Member));
        Receive<ClusterEvent.MemberLeft>(left => Forget(left.Member));
        Receive<ClusterEvent.MemberDowned>(downed => Forget(downed.Member));
        Receive<ClusterEvent.MemberRemoved>(removed =>
        {
            if (removed.Member.Address == _cluster.SelfAddress) Context.Stop(Self);
            else Forget(removed.Member);
        });
        Receive<ClusterEvent.IMemberEvent>(static _ => { });
    }

    private bool IsFromNode() => _nodes.Contains(Sender.Path.Address) || Sender.Path.Address.HasLocalScope;

    private bool HasRole(Member member) => string.IsNullOrEmpty(_settings.Role) || member.HasRole(_settings.Role);

    private void Add(Member member)
    {
        if (HasRole(member)) _nodes.Add(member.Address);
    }

    private void Forget(Member member)
    {
        if (!HasRole(member)) return;
        _nodes.Remove(member.Address);
        _registry.Remove(member.Address);
    }

    private void Register(IActorRef actor)
    {
        _registry.Put(Names.Key(actor.Path), actor);
        Context.Watch(actor);
    }

    private IActorRef TopicNamed(string encoded)
    {
        if (Context.Child(encoded) is var known && !known.IsNobody()) return known;
        var settings = _settings;
        var topic = Context.ActorOf(Actor.Props.Create(() => new Topic(settings)), encoded);
        Register(topic);
        return topic;
    }

    private void SendToEach(List<IActorRef> receivers, IWrappedMessage message)
    {
        foreach (var receiver in receivers) receiver.Forward(message.Message);
        if (receivers.Count == 0) NobodyFor(message);
    }

    private void NobodyFor(object message)
    {
        if (_settings.SendToDeadLettersWhenNoSubscribers) Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self));
    }
}
