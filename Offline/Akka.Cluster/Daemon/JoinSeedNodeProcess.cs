using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>Asks all seed nodes, again and again, and joins the first that says it is a member. It never forms a cluster.</summary>
internal sealed class JoinSeedNodeProcess : ReceiveActor
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private int _attempts;

    public JoinSeedNodeProcess(Cluster cluster, ImmutableList<Address> seeds)
    {
        var others = seeds.Where(node => node != cluster.SelfAddress).ToList();
        SetReceiveTimeout(cluster.Settings.SeedNodeTimeout);
        Receive<InternalClusterAction.JoinSeedNode>(_ =>
        {
            _attempts++;
            foreach (var seed in others) SeedNodes.Ask(Context, seed);
        });
        Receive<ReceiveTimeout>(_ =>
        {
            if (_attempts >= 2)
                _log.Warning("Cluster Node [{0}] - none of the seed nodes [{1}] has answered after {2} attempts; it goes on", cluster.SelfAddress, string.Join(", ", others), _attempts);
            Self.Tell(InternalClusterAction.JoinSeedNode.Instance);
        });
        Receive<InternalClusterAction.InitJoinAck>(ack =>
        {
            Context.Parent.Tell(new ClusterUserAction.JoinTo(ack.Address));
            Become(Answered);
        });
        Receive<InternalClusterAction.InitJoinNack>(static _ => { });
    }

    protected override void PreStart() => Self.Tell(InternalClusterAction.JoinSeedNode.Instance);

    private void Answered()
    {
        Receive<InternalClusterAction.InitJoinAck>(static _ => { });
        Receive<InternalClusterAction.InitJoinNack>(static _ => { });
        Receive<ReceiveTimeout>(_ => Context.Stop(Self));
    }
}
