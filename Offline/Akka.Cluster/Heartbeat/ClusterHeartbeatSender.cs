using System.Diagnostics;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>Sends heartbeats and tells the failure detector of the answers.</summary>
internal sealed class ClusterHeartbeatSender : ReceiveActor
{
    private readonly Cluster _cluster;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly ICancelable _ticks;
    private ClusterHeartbeatSenderState _state;
    private long _sequenceNr;
    private long _lastTick;

    public ClusterHeartbeatSender(Cluster cluster)
    {
        _cluster = cluster;
        var self = cluster.SelfUniqueAddress;
        _state = new ClusterHeartbeatSenderState(
            new HeartbeatNodeRing(self, [self], [], cluster.Settings.MonitoredByNrOfMembers), [], cluster.FailureDetector);
        var (interval, delay) = (cluster.Settings.HeartbeatInterval, cluster.Settings.PeriodicTasksInitialDelay);
        _ticks = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(delay > interval ? delay : interval, interval, Self, HeartbeatTick.Instance, Self);
        Receive<ClusterEvent.CurrentClusterState>(state =>
        {
            _state = _state.Init(
                [.. state.Members.Select(static member => member.UniqueAddress)], [.. state.Unreachable.Select(static member => member.UniqueAddress)]);
            _lastTick = Stopwatch.GetTimestamp();
            Become(Active);
        });
        Receive<HeartbeatTick>(static _ => { });
    }

    protected override void PreStart() => _cluster.Subscribe(Self, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));

    protected override void PostStop()
    {
        foreach (var node in _state.ActiveReceivers) _cluster.FailureDetector.Remove(node.Address);
        _ticks.Cancel();
        _cluster.Unsubscribe(Self);
    }

    private void Active()
    {
        Receive<HeartbeatTick>(_ => SendHeartbeats());
        Receive<HeartbeatRsp>(answer =>
        {
            if (_cluster.Settings.VerboseHeartbeatLogging)
                _log.Debug("Cluster Node [{0}] - heartbeat {1} answered by [{2}]", _cluster.SelfAddress, answer.SequenceNr, answer.From.Address);
            _state = _state.HeartbeatRsp(answer.From);
        });
        Receive<ClusterEvent.MemberRemoved>(removed =>
        {
            if (IsSelf(removed.Member)) Context.Stop(Self);
            else _state = _state.RemoveMember(removed.Member.UniqueAddress);
        });
        Receive<ClusterEvent.IMemberEvent>(told =>
        {
            if (!IsSelf(told.Member)) _state = _state.AddMember(told.Member.UniqueAddress);
        });
        Receive<ClusterEvent.UnreachableMember>(lost => _state = _state.UnreachableMember(lost.Member.UniqueAddress));
        Receive<ClusterEvent.ReachableMember>(back => _state = _state.ReachableMember(back.Member.UniqueAddress));
        Receive<ExpectedFirstHeartbeat>(expected =>
        {
            // Nothing has come: from here on silence counts.
            if (_state.ActiveReceivers.Contains(expected.From) && !_cluster.FailureDetector.IsMonitoring(expected.From.Address))
                _cluster.FailureDetector.Heartbeat(expected.From.Address);
        });
    }

    private bool IsSelf(Member member) => member.UniqueAddress == _cluster.SelfUniqueAddress;

    private void SendHeartbeats()
    {
        foreach (var to in _state.ActiveReceivers)
        {
            if (_cluster.Settings.VerboseHeartbeatLogging) _log.Debug("Cluster Node [{0}] - heartbeat to [{1}]", _cluster.SelfAddress, to.Address);
            if (!_cluster.FailureDetector.IsMonitoring(to.Address))
                Context.System.Scheduler.ScheduleTellOnce(
                    _cluster.Settings.HeartbeatExpectedResponseAfter, Self, new ExpectedFirstHeartbeat(to), Self);
            Context.ActorSelection(new RootActorPath(to.Address) / "system" / "cluster" / "heartbeatReceiver")
                .Tell(new Heartbeat(_cluster.SelfAddress, ++_sequenceNr, Stopwatch.GetTimestamp()));
        }

        var late = Stopwatch.GetElapsedTime(_lastTick);
        if (late >= _cluster.Settings.HeartbeatInterval * 2)
            _log.Warning(
                "Cluster Node [{0}] - heartbeats go out after {1:0} ms instead of {2:0} ms: others may come to hold this node to be unreachable. "
                + "The machine or the dispatcher is overloaded, or the process was stopped for a while.",
                _cluster.SelfAddress,
                late.TotalMilliseconds,
                _cluster.Settings.HeartbeatInterval.TotalMilliseconds);
        _lastTick = Stopwatch.GetTimestamp();
    }

    private sealed record ExpectedFirstHeartbeat(UniqueAddress From) : INoSerializationVerificationNeeded;

    private sealed class HeartbeatTick : INoSerializationVerificationNeeded
    {
        public static readonly HeartbeatTick Instance = new();
    }
}
