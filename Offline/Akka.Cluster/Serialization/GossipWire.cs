using System.Collections.Immutable;
using Akka.Util;

namespace Akka.Cluster.Serialization;

/// <summary>Gossip in bytes: nodes, roles and versions stand once, everything else points to them.</summary>
internal static class GossipWire
{
    public static void Write(WireWriter to, Gossip gossip)
    {
        // Observers and those who have seen it are members, but a member that was just removed may still be named: nodes are all that appear.
        var reachability = gossip.Overview.Reachability;
        var nodes = gossip.Members.Select(static member => member.UniqueAddress)
            .Concat(gossip.Overview.Seen).Concat(reachability.Versions.Keys)
            .Concat(reachability.Records.SelectMany(static record => new[] { record.Observer, record.Subject })).Distinct().ToList();
        var roles = gossip.AllRoles.ToList();
        var versions = gossip.Members.Select(static member => member.AppVersion.Version).Distinct().ToList();
        var (node, role, version) = (Index(nodes), Index(roles), Index(versions));
        to.List(nodes, to.Node);
        to.List(roles, to.Text);
        to.List(versions, to.Text);
        to.List(gossip.Members, member =>
        {
            to.Count(node[member.UniqueAddress]);
            to.Count(member.UpNumber);
            to.Count((int)member.Status);
            to.Count(version[member.AppVersion.Version]);
            to.List(member.Roles, name => to.Count(role[name]));
        });
        to.List(gossip.Overview.Seen, seen => to.Count(node[seen]));
        to.List(reachability.Records, record =>
        {
            to.Count(node[record.Observer]);
            to.Count(node[record.Subject]);
            to.Count((int)record.Status);
            to.Number(record.Version);
        });
        to.List(reachability.Versions, entry =>
        {
            to.Count(node[entry.Key]);
            to.Number(entry.Value);
        });
        Write(to, gossip.Version);
    }

    public static Gossip Read(WireReader from)
    {
        var nodes = from.List(from.Node);
        var roles = from.List(() => from.Text());
        var versions = from.List(() => Version(from.Text()));
        var members = from.List(() => Member.Create(
            from.Of(nodes), from.Count(), Status<MemberStatus>(from.Count()), appVersion: from.Of(versions), roles: [.. from.List(() => from.Of(roles))]));
        var seen = from.List(() => from.Of(nodes));
        var records = from.List(() => new Reachability.Record(
            from.Of(nodes), from.Of(nodes), Status<Reachability.ReachabilityStatus>(from.Count()), from.Number()));
        var rows = from.List(() => KeyValuePair.Create(from.Of(nodes), from.Number()));
        if (members.Distinct().Count() != members.Count) throw WireReader.Malformed("a member stands twice");
        return new Gossip(
            [.. members],
            new GossipOverview([.. seen], new Reachability(records, ImmutableDictionary<UniqueAddress, long>.Empty.SetItems(rows))),
            ReadClock(from));
    }

    public static void Write(WireWriter to, VectorClock clock) => to.List(clock.Versions, entry =>
    {
        to.Text(entry.Key.ToString());
        to.Number(entry.Value);
    });

    public static VectorClock ReadClock(WireReader from) => VectorClock.Create(ImmutableSortedDictionary<VectorClock.Node, long>.Empty
        .SetItems(from.List(() => KeyValuePair.Create(VectorClock.Node.FromHash(from.Text()), from.Number()))));

    public static AppVersion Version(string text)
    {
        try
        {
            return AppVersion.Create(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw WireReader.Malformed($"[{text}] is no version");
        }
    }

    private static T Status<T>(int number)
        where T : struct, Enum => Enum.GetValues<T>() is var all && Array.FindIndex(all, value => Convert.ToInt32(value) == number) is >= 0 and var found
        ? all[found]
        : throw WireReader.Malformed($"{typeof(T).Name} has no value {number}");

    private static Dictionary<T, int> Index<T>(List<T> values) => values.Select(static (value, index) => (value, index)).ToDictionary(static entry => entry.value, static entry => entry.index);
}
