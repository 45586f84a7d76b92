using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>
/// Who sees whom. A row belongs to one observer, who alone changes it and counts its changes, so that of two tables the row with the higher version holds. An observer for whom
/// all is well has no row.
/// </summary>
internal sealed class Reachability
{
    public static readonly Reachability Empty = new([], ImmutableDictionary<UniqueAddress, long>.Empty);

    private readonly Lazy<Summary> _summary;

    public Reachability(ImmutableList<Record> records, ImmutableDictionary<UniqueAddress, long> versions)
    {
        Records = records;
        Versions = versions;
        _summary = new Lazy<Summary>(() => new Summary(records));
    }

    public enum ReachabilityStatus
    {
        Reachable,
        Unreachable,

        /// <summary>Never to be reachable again: quarantined, or replaced by a new incarnation.</summary>
        Terminated,
    }

    public ImmutableList<Record> Records { get; }

    public ImmutableDictionary<UniqueAddress, long> Versions { get; }

    public bool IsAllReachable => Records.IsEmpty;

    /// <summary>Whom somebody does not reach, without those who have ended.</summary>
    public ImmutableHashSet<UniqueAddress> AllUnreachable => _summary.Value.Unreachable;

    public ImmutableHashSet<UniqueAddress> AllUnreachableOrTerminated => _summary.Value.UnreachableOrTerminated;

    public ImmutableHashSet<UniqueAddress> AllObservers => [.. Records.Select(static record => record.Observer)];

    public ImmutableDictionary<UniqueAddress, ImmutableHashSet<UniqueAddress>> ObserversGroupedByUnreachable => Records
        .Where(static record => record.Status == ReachabilityStatus.Unreachable)
        .GroupBy(static record => record.Subject, static record => record.Observer)
        .ToImmutableDictionary(static group => group.Key, static group => group.ToImmutableHashSet());

    public Reachability Unreachable(UniqueAddress observer, UniqueAddress subject) => Change(observer, subject, ReachabilityStatus.Unreachable);

    public Reachability Reachable(UniqueAddress observer, UniqueAddress subject) => Change(observer, subject, ReachabilityStatus.Reachable);

    public Reachability Terminated(UniqueAddress observer, UniqueAddress subject) => Change(observer, subject, ReachabilityStatus.Terminated);

    /// <summary>Of each observer the newer row, of those who are allowed only.</summary>
    public Reachability Merge(IImmutableSet<UniqueAddress> allowed, Reachability other)
    {
        var records = ImmutableList.CreateBuilder<Record>();
        var versions = Versions.ToBuilder();
        foreach (var observer in allowed)
        {
            var (mine, theirs) = (Version(observer), other.Version(observer));
            // Equal versions with a row on one side only cannot be: then neither is believed.
            if (mine != theirs || (HasRow(observer) && other.HasRow(observer)))
                records.AddRange((mine > theirs ? Row(observer) : other.Row(observer)).Where(record => allowed.Contains(record.Subject)));
            if (theirs > mine) versions[observer] = theirs;
        }

        versions.RemoveRange(versions.Keys.Where(observer => !allowed.Contains(observer)).ToList());
        return new Reachability(records.ToImmutable(), versions.ToImmutable());
    }

    /// <summary>Without these nodes, as observers and as observed.</summary>
    public Reachability Remove(IEnumerable<UniqueAddress> nodes)
    {
        var gone = nodes.ToImmutableHashSet();
        return new Reachability(
            Records.RemoveAll(record => gone.Contains(record.Observer) || gone.Contains(record.Subject)),
            Versions.RemoveRange(gone));
    }

    public Reachability RemoveObservers(ImmutableHashSet<UniqueAddress> nodes) => nodes.IsEmpty
        ? this
        : new Reachability(Records.RemoveAll(record => nodes.Contains(record.Observer)), Versions.RemoveRange(nodes));

    public Reachability FilterRecords(Predicate<Record> f) => new(Records.FindAll(f), Versions);

    /// <summary>How this observer sees that node.</summary>
    public ReachabilityStatus Status(UniqueAddress observer, UniqueAddress subject) =>
        Row(observer).Find(record => record.Subject == subject)?.Status ?? ReachabilityStatus.Reachable;

    /// <summary>How all observers together see it: the worst counts.</summary>
    public ReachabilityStatus Status(UniqueAddress node)
    {
        if (!AllUnreachableOrTerminated.Contains(node)) return ReachabilityStatus.Reachable;
        return AllUnreachable.Contains(node) ? ReachabilityStatus.Unreachable : ReachabilityStatus.Terminated;
    }

    public bool IsReachable(UniqueAddress node) => !AllUnreachableOrTerminated.Contains(node);

    public bool IsReachable(UniqueAddress observer, UniqueAddress subject) => Status(observer, subject) == ReachabilityStatus.Reachable;

    public ImmutableHashSet<UniqueAddress> AllUnreachableFrom(UniqueAddress observer) =>
        [.. Row(observer).Where(static record => record.Status == ReachabilityStatus.Unreachable).Select(static record => record.Subject)];

    public ImmutableList<Record> RecordsFrom(UniqueAddress observer) => Row(observer);

    public override bool Equals(object obj) => obj is Reachability other
        && Versions.Count == other.Versions.Count
        && Records.Count == other.Records.Count
        && Versions.All(entry => other.Versions.TryGetValue(entry.Key, out var version) && version == entry.Value)
        && Records.ToHashSet().SetEquals(other.Records);

    public override int GetHashCode() => HashCode.Combine(Versions.Count, Records.Count);

    public override string ToString() =>
        $"Reachability({string.Join(", ", Records.Select(record => $"[{record.Observer.Address} -> {record.Subject}: {record.Status} ({record.Version})]"))})";

    private Reachability Change(UniqueAddress observer, UniqueAddress subject, ReachabilityStatus status)
    {
        var row = Row(observer);
        var old = row.Find(record => record.Subject == subject);
        if (status == ReachabilityStatus.Reachable && row.IsEmpty) return this;
        if (old is not null && (old.Status == ReachabilityStatus.Terminated || old.Status == status)) return this;

        var version = Version(observer) + 1;
        var changed = new Record(observer, subject, status, version);
        var versions = Versions.SetItem(observer, version);
        var allIsWell = status == ReachabilityStatus.Reachable
            && row.All(record => record.Status == ReachabilityStatus.Reachable || record.Subject == subject);
        if (allIsWell) return new Reachability(Records.RemoveAll(record => record.Observer == observer), versions);
        return new Reachability(old is null ? Records.Add(changed) : Records.SetItem(Records.IndexOf(old), changed), versions);
    }

    private ImmutableList<Record> Row(UniqueAddress observer) => _summary.Value.Rows.GetValueOrDefault(observer, []);

    private bool HasRow(UniqueAddress observer) => _summary.Value.Rows.ContainsKey(observer);

    private long Version(UniqueAddress observer) => Versions.GetValueOrDefault(observer);

    /// <summary>What one observer says of one node. The version is that of the observer's row when it said so.</summary>
    public sealed record Record(UniqueAddress Observer, UniqueAddress Subject, ReachabilityStatus Status, long Version);

    private sealed class Summary
    {
        public Summary(ImmutableList<Record> records)
        {
            Rows = records.GroupBy(static record => record.Observer).ToDictionary(static row => row.Key, static row => row.ToImmutableList());
            var terminated = Subjects(records, ReachabilityStatus.Terminated);
            Unreachable = Subjects(records, ReachabilityStatus.Unreachable).Except(terminated);
            UnreachableOrTerminated = Unreachable.Union(terminated);
        }

        public Dictionary<UniqueAddress, ImmutableList<Record>> Rows { get; }

        public ImmutableHashSet<UniqueAddress> Unreachable { get; }

        public ImmutableHashSet<UniqueAddress> UnreachableOrTerminated { get; }

        private static ImmutableHashSet<UniqueAddress> Subjects(ImmutableList<Record> records, ReachabilityStatus status) =>
            [.. records.Where(record => record.Status == status).Select(static record => record.Subject)];
    }
}
