using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>All members in one circle; each sends heartbeats to the next few, so that nobody has to send to all.</summary>
internal sealed class HeartbeatNodeRing
{
    private static readonly IComparer<UniqueAddress> Order = Comparer<UniqueAddress>.Create(static (x, y) =>
        x.Uid == y.Uid ? Member.AddressOrdering.Compare(x.Address, y.Address) : x.Uid.CompareTo(y.Uid));

    /// <exception cref="ArgumentException">This node is not among the nodes.</exception>
    public HeartbeatNodeRing(
        UniqueAddress selfAddress, ImmutableHashSet<UniqueAddress> nodes, ImmutableHashSet<UniqueAddress> unreachable, int monitoredByNumberOfNodes)
    {
        if (!nodes.Contains(selfAddress)) throw new ArgumentException($"[{string.Join(", ", nodes)}] must contain this node [{selfAddress}]", nameof(nodes));
        SelfAddress = selfAddress;
        Nodes = nodes;
        Unreachable = unreachable;
        MonitoredByNumberOfNodes = monitoredByNumberOfNodes;
        NodeRing = nodes.ToImmutableSortedSet(Order);
        MyReceivers = Receivers(selfAddress);
    }

    public UniqueAddress SelfAddress { get; }

    public ImmutableHashSet<UniqueAddress> Nodes { get; }

    public ImmutableHashSet<UniqueAddress> Unreachable { get; }

    public int MonitoredByNumberOfNodes { get; }

    public ImmutableSortedSet<UniqueAddress> NodeRing { get; }

    public IImmutableSet<UniqueAddress> MyReceivers { get; }

    /// <summary>To whom this node sends: so many reachable ones, and the unreachable that stand between them, up to as many.</summary>
    public IImmutableSet<UniqueAddress> Receivers(UniqueAddress sender)
    {
        if (MonitoredByNumberOfNodes >= NodeRing.Count - 1) return NodeRing.Remove(sender);
        var receivers = ImmutableSortedSet<UniqueAddress>.Empty;
        var left = MonitoredByNumberOfNodes;
        foreach (var node in NodeRing.SkipWhile(node => Order.Compare(node, sender) <= 0).Concat(NodeRing.TakeWhile(node => Order.Compare(node, sender) < 0)))
        {
            if (left == 0) break;
            if (!Unreachable.Contains(node)) left--;
            else if (receivers.Count >= MonitoredByNumberOfNodes) continue;
            receivers = receivers.Add(node);
        }

        return receivers;
    }

    public HeartbeatNodeRing Copy(ImmutableHashSet<UniqueAddress> nodes = null, ImmutableHashSet<UniqueAddress> unreachable = null) =>
        new(SelfAddress, nodes ?? Nodes, unreachable ?? Unreachable, MonitoredByNumberOfNodes);

    public HeartbeatNodeRing Add(UniqueAddress node) => Nodes.Contains(node) ? this : Copy(nodes: Nodes.Add(node));

    public HeartbeatNodeRing Remove(UniqueAddress node) => Nodes.Contains(node) || Unreachable.Contains(node)
        ? Copy(Nodes.Remove(node), Unreachable.Remove(node))
        : this;
}
