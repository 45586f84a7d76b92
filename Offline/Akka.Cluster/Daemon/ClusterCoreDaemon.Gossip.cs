using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>Telling others, and hearing from them.</summary>
internal sealed partial class ClusterCoreDaemon
{
    private const int GossipsBeforeShutdown = 5;

    private GossipStats _stats = new();

    /// <summary>Something is new that few have seen.</summary>
    private bool IsGossipSpeedupNeeded =>
        Latest.Members.Any(static member => member.Status == MemberStatus.Down) || Latest.Overview.Seen.Count < Latest.Members.Count / 2;

    /// <summary>In a large cluster, those who have not seen the newest are many, and chance finds them.</summary>
    private double DifferentViewProbability
    {
        get
        {
            var (size, low, high) = (Latest.Members.Count, Settings.ReduceGossipDifferentViewProbability, Settings.ReduceGossipDifferentViewProbability * 3);
            var (most, least) = (Settings.GossipDifferentViewProbability, Settings.GossipDifferentViewProbability / 10);
            if (size <= low) return most;
            return size >= high ? least : most + ((size - low) * (least - most) / (high - low));
        }
    }

    private void GossipTick()
    {
        SendGossip();
        if (!IsGossipSpeedupNeeded) return;
        _cluster.Scheduler.ScheduleTellOnce(Settings.GossipInterval / 3, Self, InternalClusterAction.GossipSpeedupTick.Instance, ActorRefs.NoSender);
        _cluster.Scheduler.ScheduleTellOnce(Settings.GossipInterval * 2 / 3, Self, InternalClusterAction.GossipSpeedupTick.Instance, ActorRefs.NoSender);
    }

    /// <summary>To one at random, rather to one who has not seen the newest; who has it gets the version only.</summary>
    private void SendGossip()
    {
        if (Latest.IsSingletonCluster) return;
        var everybody = Reachable();
        var behind = Random.Shared.NextDouble() < DifferentViewProbability ? everybody.FindAll(node => !Latest.SeenByNode(node)) : [];
        var targets = behind.Count > 0 ? behind : everybody;
        if (targets.Count == 0) return;
        var to = targets[Random.Shared.Next(targets.Count)];
        if (Latest.SeenByNode(to)) Peer(to.Address).Tell(new GossipStatus(_self, Latest.Version));
        else GossipTo(to);
    }

    private void SendGossipRandom(int n)
    {
        var targets = Reachable().ToArray();
        Random.Shared.Shuffle(targets);
        foreach (var node in targets.Take(n)) GossipTo(node);
    }

    private List<UniqueAddress> Reachable() =>
        [.. Latest.Members.Select(static member => member.UniqueAddress).Where(_state.ValidNodeForGossip)];

    private void GossipTo(UniqueAddress node)
    {
        if (_state.ValidNodeForGossip(node)) Peer(node.Address).Tell(new GossipEnvelope(_self, node, Latest));
    }

    private void GossipTo(UniqueAddress node, IActorRef asker)
    {
        if (_state.ValidNodeForGossip(node)) asker.Tell(new GossipEnvelope(_self, node, Latest));
    }

    private void ReceiveGossipStatus(GossipStatus status)
    {
        if (!Latest.IsReachable(_self, status.From))
        {
            Ignore("a gossip status", status.From, "no member, or unreachable");
            return;
        }

        switch (status.Version.CompareTo(Latest.Version))
        {
            case VectorClock.Ordering.Same:
                break;
            case VectorClock.Ordering.After:
                if (_state.ValidNodeForGossip(status.From)) Sender.Tell(new GossipStatus(_self, Latest.Version)); // it answers with the gossip
                break;
            default:
                GossipTo(status.From, Sender);
                break;
        }
    }

    private void ReceiveGossip(GossipEnvelope envelope)
    {
        var (from, remote, local) = (envelope.From, envelope.Gossip, Latest);
        if (WhyIgnored(envelope) is { } why)
        {
            Ignore("gossip", from, why);
            return;
        }

        var order = remote.Version.CompareTo(local.Version);
        var winning = order switch
        {
            VectorClock.Ordering.Same => remote.MergeSeen(local),
            VectorClock.Ordering.Before => local,
            VectorClock.Ordering.After => remote,
            _ => WithoutThoseRemovedElsewhere(remote, local).Merge(WithoutThoseRemovedElsewhere(local, remote)),
        };
        // Who has an older or another view gets this one back, and so does one who cannot know yet that this node has seen it.
        var answer = order is VectorClock.Ordering.Before or VectorClock.Ordering.Concurrent
            || (!_exitingInProgress && !remote.SeenByNode(_self));
        _state = _state.Copy(_exitingInProgress ? winning : winning.Seen(_self));
        foreach (var member in Latest.Members.Where(member => !local.Members.Contains(member))) _cluster.FailureDetector.Remove(member.Address);
        if (Settings.VerboseGossipReceivedLogging) _log.Debug("Cluster Node [{0}] - gossip from [{1}]: {2}", _self.Address, from.Address, order);
        _stats = _stats.Count(order);
        Publish();

        var status = _state.SelfMember.Status;
        if (status == MemberStatus.Exiting) BeginExiting();
        if (status == MemberStatus.Down && local.GetMember(_self).Status != MemberStatus.Down)
        {
            _log.Warning("Cluster Node [{0}] - was downed, as [{1}] tells", _self.Address, from.Address);
            ShutdownSelfWhenDown();
        }

        if (answer) GossipTo(from, Sender);
    }

    /// <summary>Null when the gossip counts.</summary>
    private string WhyIgnored(GossipEnvelope envelope)
    {
        if (envelope.Gossip.Members.IsEmpty) return "it is empty";
        if (envelope.To != _self) return $"it is for {envelope.To}";
        if (!Latest.HasMember(envelope.From)) return "no member";
        if (!Latest.IsReachable(_self, envelope.From)) return "unreachable";
        return envelope.Gossip.HasMember(_self) ? null : "this node is no member in it";
    }

    /// <summary>A removed node's counter would make versions of before its removal look as if they were apart for ever.</summary>
    private static Gossip WithoutThoseRemovedElsewhere(Gossip gossip, Gossip elsewhere) => gossip.Members
        .Where(member => MembershipState.RemoveUnreachableWithMemberStatus.Contains(member.Status) && !elsewhere.Members.Contains(member))
        .Aggregate(gossip, static (pruned, member) => pruned.Prune(ClockNode(member.UniqueAddress)));

    private void Ignore(string what, UniqueAddress from, string why) => _cluster.LogInfo("ignores {0} from [{1}]: {2}", what, from.Address, why);
}
