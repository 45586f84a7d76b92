using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using AkkaDreamer.Actors.Protocol;
using Membership = Akka.Cluster.Cluster;

namespace AkkaDreamer.Actors.Cluster;

/// <summary>Watches the members of the cluster: writes into the log who comes, goes and cannot be reached, and tells one actor who is there.</summary>
public sealed class MemberWatch : ReceiveActor
{
    private readonly Membership cluster = Membership.Get(Context.System);
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly IActorRef listener;

    /// <summary>A watch that tells <paramref name="listener"/>.</summary>
    public MemberWatch(IActorRef listener)
    {
        this.listener = listener;
        Receive<ClusterEvent.MemberStatusChange>(change =>
        {
            log.Info("Member {0} ({1}) is {2}", change.Member.Address, string.Join(", ", change.Member.Roles), change.Member.Status);
            Tell();
        });
        Receive<ClusterEvent.UnreachableMember>(lost => log.Warning("Member {0} ({1}) cannot be reached", lost.Member.Address, string.Join(", ", lost.Member.Roles)));
        Receive<ClusterEvent.ReachableMember>(found => log.Info("Member {0} ({1}) can be reached again", found.Member.Address, string.Join(", ", found.Member.Roles)));
        Receive<ClusterEvent.IClusterDomainEvent>(_ => { });
    }

    /// <inheritdoc/>
    protected override void PreStart() =>
        cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));

    /// <inheritdoc/>
    protected override void PostStop() => cluster.Unsubscribe(Self);

    private void Tell()
    {
        var up = cluster.State.Members.Where(member => member.Status == MemberStatus.Up).ToList();
        var learners = up.Count(member => member.HasRole(ClusterSystem.Role(NodeRole.Learner)));
        listener.Tell(new MembersSeen([.. up.Select(member => member.Address).Where(address => !address.Equals(cluster.SelfAddress))], learners));
    }
}
