using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe.Internal;

/// <summary>Who can be reached by which path on which node. Each node writes its own bucket only and counts its changes, so that nodes need tell each other only what is newer.</summary>
internal sealed class Registry(Address self)
{
    private readonly Dictionary<Address, Bucket> _buckets = [];
    private long _version;

    public ImmutableDictionary<Address, long> Versions => _buckets.ToImmutableDictionary(static entry => entry.Key, static entry => entry.Value.Version);

    /// <summary>All names, also of what is registered no longer.</summary>
    public IEnumerable<string> Keys => _buckets.Values.SelectMany(static bucket => bucket.Content.Keys);

    /// <summary>An actor, or null in its place.</summary>
    public void Put(string key, IActorRef value)
    {
        // Versions go on where those of an earlier incarnation of this node ended.
        _version = Math.Max(_version + 1, DateTime.UtcNow.Ticks / TimeSpan.TicksPerMillisecond);
        var content = _buckets.TryGetValue(self, out var own) ? own.Content : ImmutableDictionary<string, Registration>.Empty;
        _buckets[self] = new Bucket(self, _version, content.SetItem(key, new Registration(_version, value)));
    }

    /// <summary>False when this node has never heard of it; the actor may be null.</summary>
    public bool TryGetOwn(string key, out IActorRef value)
    {
        value = null;
        if (!_buckets.TryGetValue(self, out var own) || !own.Content.TryGetValue(key, out var registration)) return false;
        value = registration.Ref;
        return true;
    }

    public List<IActorRef> Find(string key, bool allButSelf = false) =>
    [
        .. _buckets.Values.Where(bucket => !(allButSelf && bucket.Owner == self))
            .Select(bucket => bucket.Content.GetValueOrDefault(key)?.Ref).Where(static found => found is not null),
    ];

    /// <summary>What is below a path, by path.</summary>
    public List<List<IActorRef>> FindBelow(string path) =>
    [
        .. _buckets.Values.SelectMany(static bucket => bucket.Content)
            .Where(entry => entry.Value.Ref is not null && entry.Key.StartsWith(path + "/", StringComparison.Ordinal))
            .GroupBy(static entry => entry.Key, static entry => entry.Value.Ref, static (_, found) => found.ToList()),
    ];

    public void Remove(Address node) => _buckets.Remove(node);

    public bool IsBehind(ImmutableDictionary<Address, long> versions) =>
        versions.Any(entry => entry.Value > (_buckets.TryGetValue(entry.Key, out var bucket) ? bucket.Version : 0));

    /// <summary>What is newer here, at most so many registrations; the oldest of them first, so that the rest is still newer next time.</summary>
    public ImmutableList<Bucket> NewerThan(ImmutableDictionary<Address, long> versions, int most)
    {
        var delta = ImmutableList.CreateBuilder<Bucket>();
        foreach (var bucket in _buckets.Values)
        {
            var known = versions.GetValueOrDefault(bucket.Owner);
            if (bucket.Version <= known || most <= 0) continue;
            var newer = bucket.Content.Where(entry => entry.Value.Version > known).OrderBy(static entry => entry.Value.Version).ToList();
            var part = newer.Take(most).ToList();
            most -= part.Count;
            delta.Add(new Bucket(bucket.Owner, part.Count < newer.Count ? part[^1].Value.Version : bucket.Version, part.ToImmutableDictionary()));
        }

        return delta.ToImmutable();
    }

    public void Merge(Bucket newer)
    {
        var known = _buckets.TryGetValue(newer.Owner, out var bucket) ? bucket : new Bucket(newer.Owner, 0, ImmutableDictionary<string, Registration>.Empty);
        if (newer.Version > known.Version) _buckets[newer.Owner] = new Bucket(newer.Owner, newer.Version, known.Content.SetItems(newer.Content));
    }

    /// <summary>Forgets what was removed longer ago than this (versions are milliseconds).</summary>
    public void Prune(TimeSpan after)
    {
        foreach (var bucket in _buckets.Values.ToList())
        {
            var old = bucket.Content.Where(entry => entry.Value.Ref is null && bucket.Version - entry.Value.Version > after.TotalMilliseconds).Select(static entry => entry.Key).ToList();
            if (old.Count > 0) _buckets[bucket.Owner] = bucket with { Content = bucket.Content.RemoveRange(old) };
        }
    }
}
