using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Akka.Cluster;

/// <summary>Which of two states of the cluster came later, or that neither did: a counter for each node that has changed the state (Lamport 1978, Fidge 1988, Mattern 1988).</summary>
public sealed class VectorClock
{
    private VectorClock(ImmutableSortedDictionary<Node, long> versions) => Versions = versions;

    /// <summary>How one clock stands to another.</summary>
    public enum Ordering
    {
        After,
        Before,
        Same,
        Concurrent,

        /// <summary>Only to ask by.</summary>
        FullOrder,
    }

    public ImmutableSortedDictionary<Node, long> Versions { get; }

    public static VectorClock Create() => Create(ImmutableSortedDictionary<Node, long>.Empty);

    public static VectorClock Create(ImmutableSortedDictionary<Node, long> seedValues) => new(seedValues);

    public static bool operator >(VectorClock left, VectorClock right) => left.IsAfter(right);

    public static bool operator <(VectorClock left, VectorClock right) => left.IsBefore(right);

    public static bool operator ==(VectorClock left, VectorClock right) => left is not null && left.IsSameAs(right);

    /// <remarks>Concurrent, as upstream has it: not the contrary of ==.</remarks>
    public static bool operator !=(VectorClock left, VectorClock right) => left is not null && left.IsConcurrentWith(right);

    public VectorClock Increment(Node node) => new(Versions.SetItem(node, Versions.GetValueOrDefault(node) + 1));

    public bool IsConcurrentWith(VectorClock that) => CompareTo(that) == Ordering.Concurrent;

    public bool IsBefore(VectorClock that) => CompareTo(that) == Ordering.Before;

    public bool IsAfter(VectorClock that) => CompareTo(that) == Ordering.After;

    public bool IsSameAs(VectorClock that) => CompareTo(that) == Ordering.Same;

    /// <summary>A node that one side lacks counts as older there, whatever its counter.</summary>
    public Ordering CompareTo(VectorClock that)
    {
        if (ReferenceEquals(Versions, that.Versions)) return Ordering.Same;
        var (ahead, behind) = (false, false);
        foreach (var (node, mine) in Versions)
        {
            var known = that.Versions.TryGetValue(node, out var theirs);
            ahead |= !known || mine > theirs;
            behind |= known && mine < theirs;
        }

        behind |= that.Versions.Keys.Any(node => !Versions.ContainsKey(node));
        return (ahead, behind) switch
        {
            (true, true) => Ordering.Concurrent,
            (true, false) => Ordering.After,
            (false, true) => Ordering.Before,
            _ => Ordering.Same,
        };
    }

    public VectorClock Merge(VectorClock that)
    {
        var merged = that.Versions.ToBuilder();
        foreach (var (node, mine) in Versions)
            if (mine > merged.GetValueOrDefault(node)) merged[node] = mine;
        return new VectorClock(merged.ToImmutable());
    }

    /// <summary>Without a node that is gone.</summary>
    public VectorClock Prune(Node removedNode) => Versions.ContainsKey(removedNode) ? new VectorClock(Versions.Remove(removedNode)) : this;

    public override bool Equals(object obj) => obj is VectorClock other && IsSameAs(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var (node, version) in Versions)
        {
            hash.Add(node);
            hash.Add(version);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => $"VectorClock({string.Join(", ", Versions.Select(static entry => entry.Key + "->" + entry.Value))})";

    /// <summary>The name of a node, hashed, so that clocks stay small.</summary>
    public class Node(string value) : IComparable<Node>
    {
        private readonly string _value = value;

#pragma warning disable CA5351 // Not against anybody: the same short name on every node, as upstream makes it.
        public static Node Create(string name) => new(Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(name))));
#pragma warning restore CA5351

        public static Node FromHash(string hash) => new(hash);

        public int CompareTo(Node other) => string.CompareOrdinal(_value, other?._value);

        public override bool Equals(object obj) => obj is Node other && _value == other._value;

        public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => _value;
    }
}
