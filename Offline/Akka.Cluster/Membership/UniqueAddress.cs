using Akka.Actor;

namespace Akka.Cluster;

/// <summary>One incarnation of a node: a node that restarts at the same address has another uid.</summary>
public class UniqueAddress : IComparable<UniqueAddress>, IEquatable<UniqueAddress>, IComparable
{
    public UniqueAddress(Address address, int uid)
    {
        Address = address;
        Uid = uid;
    }

    public Address Address { get; }

    public int Uid { get; }

    public static bool operator ==(UniqueAddress left, UniqueAddress right) => Equals(left, right);

    public static bool operator !=(UniqueAddress left, UniqueAddress right) => !Equals(left, right);

    public bool Equals(UniqueAddress other) => other is not null && Uid == other.Uid && Address.Equals(other.Address);

    public override bool Equals(object obj) => Equals(obj as UniqueAddress);

    public override int GetHashCode() => Uid;

    public int CompareTo(UniqueAddress uniqueAddress) => CompareTo(uniqueAddress, Address.Comparer);

    int IComparable.CompareTo(object obj) => obj is UniqueAddress other
        ? CompareTo(other)
        : throw new ArgumentException($"A UniqueAddress compares only to a UniqueAddress, not to {obj?.GetType().ToString() ?? "null"}.", nameof(obj));

    public override string ToString() => $"UniqueAddress: ({Address}, {Uid})";

    internal int CompareTo(UniqueAddress uniqueAddress, IComparer<Address> addresses)
    {
        ArgumentNullException.ThrowIfNull(uniqueAddress);
        var order = addresses.Compare(Address, uniqueAddress.Address);
        return order == 0 ? Uid.CompareTo(uniqueAddress.Uid) : order;
    }
}
