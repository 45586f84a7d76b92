using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Akka.Cluster;
using Xunit;
using static AkkaDreamer.Tests.Offline.Clusters.Nodes;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>
/// Thousands of made-up clusters, splits and gossips, and what the pure functions make of them: the digests are those of the published Akka.NET 1.5.30, where this same test printed them.
/// A digest that differs names the hundred cases to look at.
/// </summary>
public sealed class RandomStates
{
    private const string All = "abcdef";

    private static readonly MemberStatus[] Living = [MemberStatus.Up, MemberStatus.Up, MemberStatus.Up, MemberStatus.Joining, MemberStatus.WeaklyUp, MemberStatus.Leaving, MemberStatus.Exiting, MemberStatus.Down];

    [Fact]
    public void Tables_of_reachability_become_what_upstream_makes_of_them() => Check("REACHABILITY", 300, random =>
    {
        dynamic left = Table(random, 6), right = random.Next(2) == 0 ? Table(random, 6) : Table(random, 3, left);
        var allowed = Some(random, All, 4).Select(static name => Node(name)).ToImmutableHashSet();
        dynamic merged = left.Merge(allowed, right);
        return $"{Text(left)} {Text(merged)} {Text(merged.Remove(new[] { Node('b') }))} {Names(merged.AllUnreachable)} {Names(merged.AllUnreachableOrTerminated)} {Names(merged.AllObservers)}";
    });

    [Fact]
    public void Gossips_lead_to_the_same_leaders_convergence_and_events_as_upstream() => Check("GOSSIP", 300, random =>
    {
        var common = Gossip(random);
        dynamic left = Gossip(random, common), right = Gossip(random, common);
        dynamic merged = left.Merge(right);
        var order = ((VectorClock)left.Version).CompareTo((VectorClock)right.Version);
        dynamic before = State(left, 'a'), after = State(merged, 'a');
        var events = Inner.Type("Akka.Cluster.ClusterEvent");
        var told = ((object[])[events.DiffMemberEvents(before, after), events.DiffUnreachable(before, after), events.DiffReachable(before, after)])
            .SelectMany(Inner.All).Select(static one => $"{one.GetType().Name}{Name(one.Member.UniqueAddress)}");
        return $"{order} {Members(merged)} {Leader(before)} {Leader(after)} {after.RoleLeader("x")} {before.Convergence(ImmutableHashSet<UniqueAddress>.Empty)} "
            + $"{after.Convergence(ImmutableHashSet.Create(Node('b')))} {Text(merged.Overview.Reachability)} {string.Join(",", told)}";
    });

    [Fact]
    public void Strategies_decide_as_upstream() => Check("STRATEGIES", 300, random =>
    {
        var role = random.Next(3) == 0 ? "x" : null;
        var strategies = new[] { Split.KeepMajority(role), Split.StaticQuorum(random.Next(1, 5), role), Split.KeepOldest(random.Next(2) == 0, role), Split.LeaseMajority(role), Split.DownAll() };
        var text = new StringBuilder();
        var here = Some(random, All, random.Next(1, 6));
        var members = All.Select(name => (Name: name, Member: Member(name, Living[random.Next(Living.Length)], random.Next(1, 9), 1, random.Next(2) == 0 ? ["x"] : []))).ToList();
        var clean = random.Next(3) > 0;
        var records = clean
            ? Cross(random, here, string.Concat(All.Except(here)))
            : Enumerable.Range(0, random.Next(1, 6)).Select(_ => $"{All[random.Next(6)]}{All[random.Next(6)]}").Where(static pair => pair[0] != pair[1]).ToArray();
        var seen = clean ? here : Some(random, All, random.Next(0, 6));
        foreach (var split in strategies)
        {
            foreach (var (name, member) in members)
            {
                if (here.Contains(name)) split.With(member);
                else split.Without(member);
            }

            split.Records(records).SeenBy(seen);
            text.Append(split.Decision).Append(' ').Append(Attempt(() => split.Downed)).Append(' ').Append(Names(split.Strategy.IndirectlyConnected)).Append("; ");
        }

        return text.ToString();
    });

    /// <summary>The digest of each hundred of lines, with those of the published stack.</summary>
    private static void Check(string name, int cases, Func<Random, string> make)
    {
        var digests = Enumerable.Range(0, cases / 100).Select(hundred => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Join('\n', Enumerable.Range(hundred * 100, 100).Select(number => make(new Random(number)))))))[..12]).ToList();
        var file = Path.Combine(AppContext.BaseDirectory, "Offline", "Cluster", "Golden", "random-states.txt");
        var golden = File.ReadLines(file).Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1..];
        Assert.True(golden.SequenceEqual(digests), $"{name} {string.Join(' ', digests)}");
    }

    private static string Attempt(Func<string> what)
    {
        try
        {
            return what();
        }
        catch (InvalidOperationException)
        {
            return "impossible";
        }
    }

    /// <summary>Everybody here calls everybody there unreachable, or each with some luck.</summary>
    private static string[] Cross(Random random, string here, string there)
    {
        var all = random.Next(2) == 0;
        return [.. from observer in here from subject in there where all || random.Next(3) > 0 select $"{observer}{subject}"];
    }

    private static string Some(Random random, string names, int count) => string.Concat(names.OrderBy(_ => random.Next()).Take(count).Order());

    private static dynamic Table(Random random, int changes, object? from = null)
    {
        var table = from ?? NoReachability;
        for (var i = 0; i < changes; i++)
        {
            var (observer, subject) = (Node(All[random.Next(4)]), Node(All[random.Next(6)]));
            table = random.Next(7) switch
            {
                0 => table.Terminated(observer, subject),
                < 4 => table.Unreachable(observer, subject),
                _ => table.Reachable(observer, subject),
            };
        }

        return table;
    }

    private static dynamic Gossip(Random random, object? from = null)
    {
        dynamic gossip = from ?? Nodes.Gossip([.. "abc".Select(static name => Member(name, MemberStatus.Joining, roles: name == 'a' ? [] : ["x"]))]).Increment(Counter('a'));
        for (var i = random.Next(5); i > 0; i--)
        {
            var name = All[random.Next(6)];
            var member = ((ImmutableSortedSet<Member>)gossip.Members).FirstOrDefault(known => Name(known.UniqueAddress) == name);
            var next = member is null ? Member(name, MemberStatus.Joining) : Step(random, member);
            var members = ((ImmutableSortedSet<Member>)gossip.Members).Remove(next).Add(next);
            var present = string.Concat(members.Select(static known => Name(known.UniqueAddress)));
            var reachability = gossip.Overview.Reachability;
            if (random.Next(2) == 0 && present.Length > 1)
                reachability = reachability.Unreachable(Node(present[random.Next(present.Length)]), Node(present[random.Next(present.Length)]));
            var seen = Some(random, present, random.Next(present.Length + 1));
            gossip = gossip.Copy(members, Overview(seen, reachability), null).Increment(Counter(present[random.Next(present.Length)]));
        }

        return gossip;
    }

    private static Member Step(Random random, Member member)
    {
        var to = Living[random.Next(Living.Length)];
        if (to == member.Status) return member;
        try
        {
            return to == MemberStatus.Up ? member.CopyUp(random.Next(1, 9)) : member.Copy(to);
        }
        catch (InvalidOperationException)
        {
            return member; // no step leads there
        }
    }

    private static string Leader(dynamic state) => state.Leader is UniqueAddress leader ? Name(leader).ToString() : "-";

    private static string Members(dynamic gossip) =>
        string.Join(",", ((IEnumerable<Member>)gossip.Members).Select(static member => $"{Name(member.UniqueAddress)}{member.Status}"));

    private static string Text(dynamic table) => string.Join(",", Inner.All((object)table.Records).Select(static record => $"{Name(record.Observer)}{Name(record.Subject)}{record.Status}{record.Version}").Order(StringComparer.Ordinal))
        + "|" + string.Join(",", ((IEnumerable<KeyValuePair<UniqueAddress, long>>)table.Versions).Select(static row => $"{Name(row.Key)}{row.Value}").Order(StringComparer.Ordinal));
}
