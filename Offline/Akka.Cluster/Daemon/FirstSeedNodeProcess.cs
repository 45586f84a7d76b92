using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster;

/// <summary>Asks the other seed nodes every second; if none is a member before seed-node-timeout, or all have said so, this node forms the cluster.</summary>
internal sealed class FirstSeedNodeProcess : ReceiveActor
{
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(1);

    private readonly ICancelable _asking;
    private readonly Expiry _timeout;
    private readonly Cluster _cluster;
    private ImmutableList<Address> _others;

    public FirstSeedNodeProcess(Cluster cluster, ImmutableList<Address> seeds)
    {
        _cluster = cluster;
        _others = seeds.RemoveAll(node => node == cluster.SelfAddress);
        _timeout = Expiry.In(cluster.Settings.SeedNodeTimeout);
        _asking = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(
            TimeSpan.Zero, AskInterval, Self, InternalClusterAction.JoinSeedNode.Instance, Self);
        Receive<InternalClusterAction.JoinSeedNode>(_ =>
        {
            if (_timeout.IsPast) Join(cluster.SelfAddress);
            else foreach (var seed in _others) SeedNodes.Ask(Context, seed);
        });
        Receive<InternalClusterAction.InitJoinAck>(ack => Join(ack.Address));
        Receive<InternalClusterAction.InitJoinNack>(nack =>
        {
            _others = _others.Remove(nack.Address);
            if (_others.IsEmpty) Join(_cluster.SelfAddress);
        });
    }

    protected override void PostStop() => _asking.Cancel();

    private void Join(Address address)
    {
        Context.Parent.Tell(new ClusterUserAction.JoinTo(address));
        Context.Stop(Self);
    }
}
