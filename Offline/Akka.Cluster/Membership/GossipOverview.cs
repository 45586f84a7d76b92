using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>Who has seen this version of the gossip, and who sees whom.</summary>
internal sealed class GossipOverview
{
    public GossipOverview()
        : this([], Reachability.Empty)
    {
    }

    public GossipOverview(Reachability reachability)
        : this([], reachability)
    {
    }

    public GossipOverview(ImmutableHashSet<UniqueAddress> seen, Reachability reachability)
    {
        Seen = seen;
        Reachability = reachability;
    }

    public ImmutableHashSet<UniqueAddress> Seen { get; }

    public Reachability Reachability { get; }

    public GossipOverview Copy(ImmutableHashSet<UniqueAddress> seen = null, Reachability reachability = null) =>
        new(seen ?? Seen, reachability ?? Reachability);

    public override string ToString() => $"GossipOverview(seen=[{string.Join(", ", Seen)}], reachability={Reachability})";
}
