using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>
/// The state of the cluster as one node knows it. Nodes send it to each other until all have seen the same version (convergence); two versions of which neither is later are merged, whatever the order.
/// </summary>
internal sealed class Gossip
{
    public static readonly ImmutableSortedSet<Member> EmptyMembers = ImmutableSortedSet<Member>.Empty;

    public static readonly Gossip Empty = new(EmptyMembers);

    private readonly Lazy<Dictionary<UniqueAddress, Member>> _byNode;

    public Gossip(ImmutableSortedSet<Member> members)
        : this(members, new GossipOverview(), VectorClock.Create())
    {
    }

    public Gossip(ImmutableSortedSet<Member> members, GossipOverview overview)
        : this(members, overview, VectorClock.Create())
    {
    }

    public Gossip(ImmutableSortedSet<Member> members, GossipOverview overview, VectorClock version)
    {
        Members = members;
        Overview = overview;
        Version = version;
        _byNode = new Lazy<Dictionary<UniqueAddress, Member>>(() => members.ToDictionary(static member => member.UniqueAddress));
        ReachabilityExcludingDownedObservers = new Lazy<Reachability>(() =>
            overview.Reachability.RemoveObservers([.. members.Where(static member => member.Status == MemberStatus.Down).Select(static member => member.UniqueAddress)]));
    }

    public ImmutableSortedSet<Member> Members { get; }

    public GossipOverview Overview { get; }

    public VectorClock Version { get; }

    /// <summary>What the downed say of others no longer counts.</summary>
    public Lazy<Reachability> ReachabilityExcludingDownedObservers { get; }

    public ImmutableHashSet<UniqueAddress> SeenBy => Overview.Seen;

    public ImmutableHashSet<string> AllRoles => [.. Members.SelectMany(static member => member.Roles)];

    public bool IsSingletonCluster => Members.Count == 1;

    /// <exception cref="InvalidOperationException">There is no member.</exception>
    public Member YoungestMember => Members.MaxBy(static member => member.UpNumber == int.MaxValue ? 0 : member.UpNumber)
        ?? throw new InvalidOperationException("No youngest when no members");

    public static Gossip Create(ImmutableSortedSet<Member> members) => members.IsEmpty ? Empty : Empty.Copy(members);

    public Gossip Copy(ImmutableSortedSet<Member> members = null, GossipOverview overview = null, VectorClock version = null) =>
        new(members ?? Members, overview ?? Overview, version ?? Version);

    public Gossip Increment(VectorClock.Node node) => Copy(version: Version.Increment(node));

    public Gossip AddMember(Member member) => Members.Contains(member) ? this : Copy(Members.Add(member));

    public Gossip Seen(UniqueAddress node) => SeenByNode(node) ? this : WithSeen(Overview.Seen.Add(node));

    public Gossip OnlySeen(UniqueAddress node) => WithSeen([node]);

    public Gossip ClearSeen() => WithSeen([]);

    public Gossip MergeSeen(Gossip that) => WithSeen(Overview.Seen.Union(that.Overview.Seen));

    public bool SeenByNode(UniqueAddress node) => Overview.Seen.Contains(node);

    /// <summary>Both into one; nobody has seen that yet.</summary>
    public Gossip Merge(Gossip that)
    {
        var members = EmptyMembers.Union(Member.PickHighestPriority(Members, that.Members));
        var nodes = members.Select(static member => member.UniqueAddress).ToImmutableSortedSet();
        return new Gossip(
            members,
            new GossipOverview(Overview.Reachability.Merge(nodes, that.Overview.Reachability)),
            Version.Merge(that.Version));
    }

    public bool IsReachable(UniqueAddress fromAddress, UniqueAddress toAddress) =>
        HasMember(toAddress) && Overview.Reachability.IsReachable(fromAddress, toAddress);

    /// <summary>The member, or one in its place with status Removed.</summary>
    public Member GetMember(UniqueAddress node) => _byNode.Value.TryGetValue(node, out var member) ? member : Member.Removed(node);

    public bool HasMember(UniqueAddress node) => _byNode.Value.ContainsKey(node);

    public Gossip Prune(VectorClock.Node removedNode)
    {
        var pruned = Version.Prune(removedNode);
        return ReferenceEquals(pruned, Version) ? this : Copy(version: pruned);
    }

    public Gossip MarkAsDown(Member member) => Copy(
        Members.Remove(member).Add(member.Copy(MemberStatus.Down)),
        Overview.Copy(seen: Overview.Seen.Remove(member.UniqueAddress)));

    public override string ToString() => $"Gossip(members = [{string.Join(", ", Members)}], overview = {Overview}, version = {Version})";

    private Gossip WithSeen(ImmutableHashSet<UniqueAddress> seen) => Copy(overview: Overview.Copy(seen));
}
