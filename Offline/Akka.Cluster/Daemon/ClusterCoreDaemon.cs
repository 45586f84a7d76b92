using Akka.Actor;
using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>
/// The member itself: joins, gossips, watches over the reachability of others and, while it leads, moves members on. In this file its life and which message is for what; the rest is in the files
/// beside it.
/// </summary>
internal sealed partial class ClusterCoreDaemon : UntypedActor
{
    private readonly Cluster _cluster;
    private readonly IActorRef _publisher;
    private readonly UniqueAddress _self;
    private readonly VectorClock.Node _clockNode;
    private readonly CoordinatedShutdown _shutdown = CoordinatedShutdown.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly List<ICancelable> _tasks = [];
    private MembershipState _state;

    public ClusterCoreDaemon(Cluster cluster, IActorRef publisher)
    {
        _cluster = cluster;
        _publisher = publisher;
        _self = cluster.SelfUniqueAddress;
        _clockNode = ClockNode(_self);
        _state = new MembershipState(Gossip.Empty, _self);
        _seedNodes = Settings.SeedNodes;
        ExitOnShutdown();
    }

    private ClusterSettings Settings => _cluster.Settings;

    private Gossip Latest => _state.LatestGossip;

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(QuarantinedEvent));
        Repeat(Settings.GossipInterval, InternalClusterAction.GossipTick.Instance);
        Repeat(Settings.UnreachableNodesReaperInterval, InternalClusterAction.ReapUnreachableTick.Instance);
        Repeat(Settings.LeaderActionsInterval, InternalClusterAction.LeaderActionsTick.Instance);
        if (Settings.PublishStatsInterval is { } interval && interval > TimeSpan.Zero)
            Repeat(interval, InternalClusterAction.PublishStatsTick.Instance);

        if (_cluster.DowningProvider.DowningActorProps is { } downing)
            Context.ActorOf(downing.Deploy.Dispatcher == Deploy.NoDispatcherGiven ? downing.WithDispatcher(Settings.UseDispatcher) : downing, "downingProvider");
        if (_seedNodes.IsEmpty) _cluster.LogInfo("no seed nodes are configured: somebody has to call Join");
        else Self.Tell(new InternalClusterAction.JoinSeedNodes(_seedNodes));
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        foreach (var task in _tasks) task.Cancel();
        _exiting.TrySetResult(Done.Instance);
    }

    protected override void OnReceive(object message) => Uninitialized(message);

    protected override void Unhandled(object message)
    {
        // These arrive in any behaviour; where nothing is done with them, that is no news.
        if (message is InternalClusterAction.ITick or GossipEnvelope or GossipStatus or InternalClusterAction.ExitingConfirmed or QuarantinedEvent) return;
        base.Unhandled(message);
    }

    private static VectorClock.Node ClockNode(UniqueAddress node) => VectorClock.Node.Create(node.Address + "-" + node.Uid);

    private static ActorSelection Peer(Address address) =>
        Context.ActorSelection(new RootActorPath(address) / "system" / "cluster" / "core" / "daemon");

    private void Uninitialized(object message)
    {
        switch (message)
        {
            case InternalClusterAction.InitJoin:
                RefuseInitJoin("is no member itself yet");
                break;
            case ClusterUserAction.JoinTo to:
                Join(to.Address);
                break;
            case InternalClusterAction.JoinSeedNodes to:
                BeginWithSeedNodes(to.SeedNodes);
                break;
            case InternalClusterAction.ISubscriptionMessage:
                _publisher.Forward(message);
                break;
            case InternalClusterAction.ITick when _joinDeadline?.IsPast == true:
                GiveUpJoining();
                break;
            case InternalClusterAction.ExitingCompleted:
                ExitingCompleted();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void TryingToJoin(object message, Address joinWith, Expiry? retryAt)
    {
        switch (message)
        {
            case InternalClusterAction.Welcome welcome:
                Welcome(joinWith, welcome);
                break;
            case ClusterUserAction.JoinTo to:
                BecomeUninitialized();
                Join(to.Address);
                break;
            case InternalClusterAction.JoinSeedNodes to:
                BecomeUninitialized();
                BeginWithSeedNodes(to.SeedNodes);
                break;
            case InternalClusterAction.ITick when _joinDeadline?.IsPast != true && retryAt?.IsPast == true:
                BecomeUninitialized();
                if (_seedNodes.IsEmpty) Join(joinWith);
                else JoinSeedNodes(_seedNodes);
                break;
            default:
                Uninitialized(message);
                break;
        }
    }

    private void Initialized(object message)
    {
        switch (message)
        {
            case GossipEnvelope envelope:
                ReceiveGossip(envelope);
                break;
            case GossipStatus status:
                ReceiveGossipStatus(status);
                break;
            case InternalClusterAction.GossipTick:
                GossipTick();
                break;
            case InternalClusterAction.GossipSpeedupTick:
                if (IsGossipSpeedupNeeded) SendGossip();
                break;
            case InternalClusterAction.ReapUnreachableTick:
                ReapUnreachableMembers();
                break;
            case InternalClusterAction.LeaderActionsTick:
                LeaderActions();
                break;
            case InternalClusterAction.PublishStatsTick:
                PublishStats();
                break;
            case InternalClusterAction.InitJoin:
                AnswerInitJoin();
                break;
            case InternalClusterAction.Join join:
                Joining(join);
                break;
            case ClusterUserAction.Down down:
                Downing(down.Address);
                break;
            case ClusterUserAction.Leave leave:
                Leaving(leave.Address);
                break;
            case InternalClusterAction.ISubscriptionMessage:
                _publisher.Forward(message);
                break;
            case QuarantinedEvent quarantined:
                Quarantined(new UniqueAddress(quarantined.Address, quarantined.Uid));
                break;
            case ClusterUserAction.JoinTo to:
                _cluster.LogInfo("is a member already and does not join [{0}]", to.Address);
                break;
            case InternalClusterAction.JoinSeedNodes to:
                _cluster.LogInfo("is a member already and does not join [{0}]", string.Join(", ", to.SeedNodes));
                break;
            case InternalClusterAction.ExitingConfirmed confirmed:
                _exitingConfirmed = _exitingConfirmed.Add(confirmed.Address);
                break;
            case InternalClusterAction.ExitingCompleted:
                ExitingCompleted();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void BecomeUninitialized()
    {
        StopSeedNodeProcess();
        Context.Become(Uninitialized);
    }

    private void BecomeInitialized()
    {
        var cluster = _cluster;
        Context.ActorOf(Props.Create(() => new ClusterHeartbeatSender(cluster)).WithDispatcher(Settings.UseDispatcher), "heartbeatSender");
        StopSeedNodeProcess();
        Context.Become(Initialized);
    }

    private void Repeat(TimeSpan interval, object tick)
    {
        var delay = interval > Settings.PeriodicTasksInitialDelay ? interval : Settings.PeriodicTasksInitialDelay;
        _tasks.Add(_cluster.Scheduler.ScheduleTellRepeatedlyCancelable(delay, interval, Self, tick, Self));
    }

    /// <summary>A change that this node makes: a new version, which only it has seen.</summary>
    private void Update(Gossip gossip)
    {
        var next = gossip.Increment(_clockNode);
        // One that exits may be gone before it could have heard anything: it does not say that it has seen it.
        _state = _state.Copy(_exitingInProgress ? next.ClearSeen() : next.OnlySeen(_self));
    }

    private void Publish()
    {
        _publisher.Tell(new InternalClusterAction.PublishChanges(_state));
        if (Settings.PublishStatsInterval == TimeSpan.Zero) PublishStats();
    }

    private void PublishStats() => _publisher.Tell(new ClusterEvent.CurrentInternalStats(
        _stats,
        new VectorClockStats(Latest.Version.Versions.Count, Latest.Members.Count(member => Latest.SeenByNode(member.UniqueAddress)))));
}
