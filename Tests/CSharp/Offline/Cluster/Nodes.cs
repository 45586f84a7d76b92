using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Util;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>Members and gossips of a made-up cluster: nodes a, b, c ... in the order of their addresses.</summary>
internal static class Nodes
{
    private static readonly dynamic Members = Inner.Type("Akka.Cluster.Member");

    /// <summary>The incarnation of a node; the uid is 1 unless said otherwise.</summary>
    public static UniqueAddress Node(char name, int uid = 1) => new(new Address("akka.tcp", "made-up", name + ".example", 2552), uid);

    public static Member Member(char name, MemberStatus status = MemberStatus.Up, int upNumber = -1, int uid = 1, params string[] roles) => Members.Create(
        Node(name, uid),
        upNumber >= 0 ? upNumber : status is MemberStatus.Joining or MemberStatus.WeaklyUp ? int.MaxValue : name - 'a' + 1,
        status,
        roles.ToImmutableHashSet(),
        AppVersion.Create("1.0.0"));

    public static ImmutableSortedSet<Member> Set(params Member[] members) => [.. members];

    public static dynamic Gossip(params Member[] members) => Inner.New("Akka.Cluster.Gossip", Set(members));

    public static dynamic NoReachability => Inner.Type("Akka.Cluster.Reachability").Empty;

    public static dynamic Overview(string seenBy, object? reachability = null) =>
        Inner.New("Akka.Cluster.GossipOverview", seenBy.Select(static name => Node(name)).ToImmutableHashSet(), reachability ?? (object)NoReachability);

    public static dynamic State(object gossip, char self) => Inner.New("Akka.Cluster.MembershipState", gossip, Node(self));

    public static VectorClock.Node Counter(char name) => VectorClock.Node.Create(name.ToString());

    /// <summary>Names of nodes, in order.</summary>
    public static string Names(IEnumerable<UniqueAddress> nodes) => string.Concat(nodes.Select(Name).Order());

    public static char Name(UniqueAddress node) => node.Address.Host[0];
}
