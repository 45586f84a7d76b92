using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.SBR;

/// <summary>
/// Downs one side when members have been unreachable and nothing else has changed for stable-after. It acts only on the leader among the members that this node reaches, so once on each side; only the
/// rule against instability (down-all-when-unstable) acts on every node.
/// </summary>
internal sealed partial class SplitBrainResolver : ActorBase, IWithUnboundedStash, IWithTimers
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private readonly SplitBrainResolverSettings _settings;
    private readonly DowningStrategy _strategy;
    private readonly Cluster _cluster;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly ReachabilityChanges _changes = new();
    private Expiry _stableAt;
    private bool _leader;
    private bool _selfMemberAdded;

    public SplitBrainResolver(SplitBrainResolverSettings settings, DowningStrategy strategy, Cluster cluster)
    {
        _settings = settings;
        _strategy = strategy;
        _cluster = cluster;
        ResetStableTime();
    }

    public ITimerScheduler Timers { get; set; }

    public IStash Stash { get; set; }

    private bool IsResponsible => _leader && _selfMemberAdded;

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IClusterDomainEvent));
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, TickInterval);
        base.PreStart();
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        if (_release != null) _log.Info("The split brain resolver ends with the lease; others get it after its heartbeat-timeout.");
        base.PostStop();
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case ClusterEvent.SeenChanged seen:
                _strategy.SetSeenBy(seen.SeenBy);
                break;
            case ClusterEvent.ReachabilityChanged changed:
                _strategy.SetReachability(changed.Reachability);
                break;
            case ClusterEvent.MemberJoined joined:
                _strategy.Add(joined.Member);
                break;
            case ClusterEvent.MemberWeaklyUp weaklyUp:
                NoteSelf(weaklyUp.Member);
                _strategy.Add(weaklyUp.Member);
                break;
            case ClusterEvent.MemberUp up:
                _strategy.Add(up.Member);
                ResetStableTime();
                NoteSelf(up.Member);
                WarnOfTooManyMembers();
                break;
            case ClusterEvent.MemberLeft left:
                _strategy.Add(left.Member);
                break;
            case ClusterEvent.MemberExited exited:
                _strategy.Add(exited.Member);
                ResetStableTime();
                break;
            case ClusterEvent.UnreachableMember unreachable:
                ReachabilityOf(unreachable.Member, _strategy.AddUnreachable);
                break;
            case ClusterEvent.MemberDowned downed:
                ReachabilityOf(downed.Member, _strategy.AddUnreachable);
                break;
            case ClusterEvent.ReachableMember reachable:
                ReachabilityOf(reachable.Member, _strategy.AddReachable);
                break;
            case ClusterEvent.MemberRemoved removed:
                Removed(removed.Member);
                break;
            case ClusterEvent.LeaderChanged leader:
                Responsibility(() => _leader = leader.Leader == _cluster.SelfAddress);
                break;
            case LeaseReleased released:
                NoteRelease(released.Done);
                break;
            case Tick:
                OnTick();
                break;
            case ClusterEvent.IClusterDomainEvent:
                break;
            default:
                return false;
        }

        return true;
    }

    private void NoteSelf(Member member)
    {
        if (member.UniqueAddress == _cluster.SelfUniqueAddress) Responsibility(() => _selfMemberAdded = true);
    }

    private void Responsibility(Action change)
    {
        var before = IsResponsible;
        change();
        if (before != IsResponsible)
            _log.Info(IsResponsible
                ? "This node now leads those it reaches and decides for them if there is a split."
                : "This node no longer decides if there is a split.");
    }

    private void ReachabilityOf(Member member, Action<Member> note)
    {
        if (member.UniqueAddress == _cluster.SelfUniqueAddress) return;
        var before = _strategy.Unreachable.Count;
        note(member);
        _changes.Note();
        ForgetChangesWhenAllIsDecided();
        ResetStableTime();
        if (IsResponsible && before + _strategy.Unreachable.Count > 0)
            _log.Info(
                "Unreachable members: {0}, before {1}. A decision follows if nothing changes for {2} ms.",
                _strategy.Unreachable.Count,
                before,
                _settings.DowningStableAfter.TotalMilliseconds);
    }

    private void Removed(Member member)
    {
        if (member.UniqueAddress == _cluster.SelfUniqueAddress)
        {
            Context.Stop(Self);
            return;
        }

        _strategy.Remove(member);
        ForgetChangesWhenAllIsDecided();
        NoteRemovalForRelease(member.UniqueAddress);
    }

    private void OnTick()
    {
        if (!_changes.IsEmpty)
        {
            var unstableTime = _settings.DownAllWhenUnstable;
            if (unstableTime > TimeSpan.Zero && _changes.SinceFirst > _settings.DowningStableAfter + unstableTime)
            {
                _log.Warning("The cluster does not come to rest, all members are downed: {0}", _changes);
                Act(DownAll.Instance);
            }
            else if (unstableTime <= TimeSpan.Zero && _changes.SinceLatest > _settings.DowningStableAfter * 2)
            {
                _changes.Reset();
            }
        }

        if (IsResponsible && !_strategy.Unreachable.IsEmpty && _stableAt.IsPast)
        {
            if (_strategy.Decide() is var decision && decision is IAcquireLeaseDecision withLease) DecideByLease(withLease);
            else Act(decision);
        }

        ReleaseWhenDue();
    }

    private ImmutableHashSet<UniqueAddress> Act(IDecision decision)
    {
        ImmutableHashSet<UniqueAddress> nodes;
        try
        {
            nodes = _strategy.NodesToDown(decision);
        }
        catch (InvalidOperationException e)
        {
            _log.Warning(e, e.Message);
            nodes = _strategy.NodesToDown(DownAll.Instance);
        }

        var self = _cluster.SelfUniqueAddress;
        _log.Warning(
            "Split brain resolver: {0}, which downs [{1}]{2}; {3} of {4} members unreachable, {5}",
            decision,
            string.Join(", ", nodes.Select(static node => node.Address)),
            nodes.Contains(self) ? " with this node" : "",
            _strategy.Unreachable.Count,
            _strategy.Members.Count,
            _strategy.Reachability);
        if (decision.IsIndirectlyConnected) _log.Warning("Indirectly connected: [{0}]", string.Join(", ", _strategy.IndirectlyConnected));
        if (nodes.IsEmpty) return nodes;
        foreach (var node in nodes.OrderBy(node => node == self)) _cluster.Down(node.Address); // this node last, or nobody would hear of the others
        _changes.Reset();
        ResetStableTime();
        return nodes;
    }

    private void ResetStableTime() => _stableAt = Expiry.In(_settings.DowningStableAfter);

    private void ForgetChangesWhenAllIsDecided()
    {
        if (_strategy.IsAllUnreachableDownOrExiting) _changes.Reset();
    }

    private void WarnOfTooManyMembers()
    {
        if (_strategy is StaticQuorum { IsTooManyMembers: true } quorum)
            _log.Warning(
                "There are {0} members, more than quorum-size = {1} allows ({2}): if there is a split now, all are downed.",
                quorum.MembersWithRole.Count,
                quorum.QuorumSize,
                (quorum.QuorumSize * 2) - 1);
    }

    private sealed class Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
