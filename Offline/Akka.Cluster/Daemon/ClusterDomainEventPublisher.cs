using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster;

/// <summary>Tells subscribers what leads from each state of the cluster to the next.</summary>
internal sealed class ClusterDomainEventPublisher : ReceiveActor
{
    private readonly MembershipState _nothing;
    private MembershipState _state;

    public ClusterDomainEventPublisher(UniqueAddress selfUniqueAddress)
    {
        _nothing = new MembershipState(Gossip.Empty, selfUniqueAddress);
        _state = _nothing;
        Receive<InternalClusterAction.PublishChanges>(changes => PublishChanges(changes.NewState));
        Receive<ClusterEvent.CurrentInternalStats>(Publish);
        Receive<InternalClusterAction.SendCurrentClusterState>(send => send.Receiver.Tell(Snapshot()));
        Receive<InternalClusterAction.Subscribe>(Subscribe);
        Receive<InternalClusterAction.Unsubscribe>(Unsubscribe);
    }

    protected override void PreRestart(Exception reason, object message)
    {
        // Never restarted; what PostStop tells is for the end.
    }

    protected override void PostStop()
    {
        Publish(ClusterEvent.ClusterShuttingDown.Instance);
        PublishChanges(_nothing);
    }

    private static void Unsubscribe(InternalClusterAction.Unsubscribe from)
    {
        if (from.To is null) Context.System.EventStream.Unsubscribe(from.Subscriber);
        else Context.System.EventStream.Unsubscribe(from.Subscriber, from.To);
    }

    private static void Publish(object told) => Context.System.EventStream.Publish(told);

    private void Subscribe(InternalClusterAction.Subscribe to)
    {
        if (to.InitialStateMode == ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot)
        {
            to.Subscriber.Tell(Snapshot());
        }
        else
        {
            foreach (var told in ClusterEvent.Differences(_nothing, _state))
                if (to.To.Any(type => type.IsInstanceOfType(told))) to.Subscriber.Tell(told);
        }

        foreach (var type in to.To) Context.System.EventStream.Subscribe(to.Subscriber, type);
    }

    private void PublishChanges(MembershipState newState)
    {
        var oldState = _state;
        _state = newState;
        foreach (var told in ClusterEvent.Differences(oldState, newState)) Publish(told);
    }

    private ClusterEvent.CurrentClusterState Snapshot()
    {
        var gossip = _state.LatestGossip;
        return new ClusterEvent.CurrentClusterState(
            gossip.Members,
            [.. gossip.Overview.Reachability.AllUnreachableOrTerminated.Where(node => node != _state.SelfUniqueAddress).Select(gossip.GetMember)],
            [.. gossip.SeenBy.Select(static node => node.Address)],
            _state.Leader?.Address,
            gossip.AllRoles.ToImmutableDictionary(static role => role, role => _state.RoleLeader(role)?.Address));
    }
}
