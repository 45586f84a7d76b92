using System.Collections.Immutable;
using Akka.Cluster;
using static AkkaDreamer.Tests.Offline.Clusters.Nodes;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>A split as one side sees it, and what a strategy of the resolver decides about it.</summary>
internal sealed class Split
{
    private Split(object strategy) => Strategy = strategy;

    public dynamic Strategy { get; }

    public string Decision => Text(Strategy.Decide());

    /// <summary>Names of those who would be downed.</summary>
    public string Downed => Names(Strategy.NodesToDown((object?)null));

    public static Split KeepMajority(string? role = null) => new(Inner.New("Akka.Cluster.SBR.KeepMajority", role));

    public static Split StaticQuorum(int size, string? role = null) => new(Inner.New("Akka.Cluster.SBR.StaticQuorum", size, role));

    public static Split KeepOldest(bool downIfAlone = true, string? role = null) => new(Inner.New("Akka.Cluster.SBR.KeepOldest", downIfAlone, role));

    public static Split DownAll() => new(Inner.New("Akka.Cluster.SBR.DownAllNodes"));

    public static Split LeaseMajority(string? role = null) =>
        new(Inner.New("Akka.Cluster.SBR.LeaseMajority", role, null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(40)));

    public Split With(params Member[] members)
    {
        foreach (var member in members) Strategy.Add(member);
        return this;
    }

    /// <summary>These members, too, but this side does not reach them.</summary>
    public Split Without(params Member[] members)
    {
        foreach (var member in members) Strategy.AddUnreachable(member);
        return this;
    }

    /// <summary>Who says of whom that it cannot be reached, as pairs of names.</summary>
    public Split Records(params string[] records)
    {
        Strategy.SetReachability(records.Aggregate((object)NoReachability, static (table, pair) => ((dynamic)table).Unreachable(Node(pair[0]), Node(pair[1]))));
        return this;
    }

    public Split SeenBy(string names)
    {
        Strategy.SetSeenBy(names.Select(static name => Node(name).Address).ToImmutableHashSet());
        return this;
    }

    /// <summary>When the lease went to others.</summary>
    public string DownedWithoutLease => Names(Strategy.NodesToDown(Strategy.ReverseDecision(Strategy.Decide())));

    private static string Text(dynamic decision)
    {
        var inner = (Inner)decision;
        return inner.Value!.GetType().Name + (inner.Value.GetType().GetProperty("AcquireDelay") is { } delay ? $" {((TimeSpan)delay.GetValue(inner.Value)!).TotalSeconds}" : "");
    }
}
