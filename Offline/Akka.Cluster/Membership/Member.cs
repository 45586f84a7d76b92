using System.Collections.Immutable;
using Akka.Actor;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>A node of the cluster as one gossip says. Equal when the incarnation is the same, whatever the status.</summary>
public class Member : IComparable<Member>, IComparable
{
    /// <summary>By host and port.</summary>
    public static readonly IComparer<Address> AddressOrdering = Comparer<Address>.Create(CompareAddresses);

    /// <summary>The oldest first: the order in which members became Up.</summary>
    public static readonly IComparer<Member> AgeOrdering =
        Comparer<Member>.Create(static (a, b) => a.Equals(b) ? 0 : a.IsOlderThan(b) ? -1 : 1);

    internal static readonly IComparer<Member> Ordering = Comparer<Member>.Create(static (x, y) =>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return x.UniqueAddress.CompareTo(y.UniqueAddress, AddressOrdering);
    });

    /// <summary>Who should lead while nobody is Up or Leaving: statuses that may stay before those that go.</summary>
    internal static readonly IComparer<Member> LeaderStatusOrdering = Comparer<Member>.Create(static (a, b) =>
        Unfitness(a.Status) != Unfitness(b.Status) ? Unfitness(a.Status).CompareTo(Unfitness(b.Status)) : Ordering.Compare(a, b));

    internal static readonly ImmutableDictionary<MemberStatus, ImmutableHashSet<MemberStatus>> AllowedTransitions =
        new Dictionary<MemberStatus, ImmutableHashSet<MemberStatus>>
        {
            [MemberStatus.Joining] = [MemberStatus.WeaklyUp, MemberStatus.Up, MemberStatus.Leaving, MemberStatus.Down, MemberStatus.Removed],
            [MemberStatus.WeaklyUp] = [MemberStatus.Up, MemberStatus.Leaving, MemberStatus.Down, MemberStatus.Removed],
            [MemberStatus.Up] = [MemberStatus.Leaving, MemberStatus.Down, MemberStatus.Removed],
            [MemberStatus.Leaving] = [MemberStatus.Exiting, MemberStatus.Down, MemberStatus.Removed],
            [MemberStatus.Exiting] = [MemberStatus.Removed, MemberStatus.Down],
            [MemberStatus.Down] = [MemberStatus.Removed],
            [MemberStatus.Removed] = [],
        }.ToImmutableDictionary();

    /// <summary>Of two words about one member, the one further along wins; before Up the other way round.</summary>
    private static readonly MemberStatus[] Priority =
    [
        MemberStatus.Removed, MemberStatus.Down, MemberStatus.Exiting, MemberStatus.Leaving, MemberStatus.Up, MemberStatus.WeaklyUp, MemberStatus.Joining,
    ];

    internal Member(UniqueAddress uniqueAddress, int upNumber, MemberStatus status, ImmutableHashSet<string> roles, AppVersion appVersion)
    {
        UniqueAddress = uniqueAddress;
        UpNumber = upNumber;
        Status = status;
        Roles = roles;
        AppVersion = appVersion ?? AppVersion.Zero;
    }

    public UniqueAddress UniqueAddress { get; }

    public MemberStatus Status { get; }

    public ImmutableHashSet<string> Roles { get; }

    public AppVersion AppVersion { get; }

    public Address Address => UniqueAddress.Address;

    /// <summary>The how-manyth member to become Up; int.MaxValue before.</summary>
    internal int UpNumber { get; }

    /// <summary>Of each member that either side knows, the word further along; null where no step leads from one to the other.</summary>
    public static ImmutableSortedSet<Member> PickNextTransition(IEnumerable<Member> a, IEnumerable<Member> b) =>
        [.. ByIncarnation(a, b).Select(static words => words is [var one, var other] ? PickNextTransition(one, other) : words[0])];

    public static Member PickNextTransition(Member a, Member b)
    {
        if (a is null || b is null || !a.Equals(b)) return null;
        if (a.Status == b.Status) return a;
        return AllowedTransitions[a.Status].Contains(b.Status) ? b : AllowedTransitions[b.Status].Contains(a.Status) ? a : null;
    }

    /// <summary>What holds of each member when two gossips meet. One that only one side knows, Down or Exiting there, is gone for the other.</summary>
    public static ImmutableHashSet<Member> PickHighestPriority(IEnumerable<Member> a, IEnumerable<Member> b) =>
    [
        .. ByIncarnation(a, b)
            .Where(static words => words.Length == 2 || !MembershipState.RemoveUnreachableWithMemberStatus.Contains(words[0].Status))
            .Select(static words => words is [var one, var other] ? HighestPriorityOf(one, other) : words[0]),
    ];

    public static Member HighestPriorityOf(Member m1, Member m2)
    {
        if (m1.Status == m2.Status) return m1.IsOlderThan(m2) ? m1 : m2;
        return Array.IndexOf(Priority, m1.Status) < Array.IndexOf(Priority, m2.Status) ? m1 : m2;
    }

    public bool HasRole(string role) => Roles.Contains(role);

    public bool IsOlderThan(Member other) => UpNumber == other.UpNumber
        ? AddressOrdering.Compare(Address, other.Address) < 0
        : UpNumber < other.UpNumber;

    /// <exception cref="InvalidOperationException">No step leads there from the present status.</exception>
    public Member Copy(MemberStatus status)
    {
        if (status == Status) return this;
        if (!AllowedTransitions[Status].Contains(status)) throw new InvalidOperationException($"Invalid member status transition {Status} -> {status}");
        return new Member(UniqueAddress, UpNumber, status, Roles, AppVersion);
    }

    public Member CopyUp(int upNumber) => new Member(UniqueAddress, upNumber, Status, Roles, AppVersion).Copy(MemberStatus.Up);

    public int CompareTo(Member other) => Ordering.Compare(this, other);

    int IComparable.CompareTo(object obj) => obj is Member other
        ? CompareTo(other)
        : throw new ArgumentException($"A Member compares only to a Member, not to {obj?.GetType().ToString() ?? "null"}.", nameof(obj));

    public override bool Equals(object obj) => obj is Member other && UniqueAddress.Equals(other.UniqueAddress);

    public override int GetHashCode() => UniqueAddress.GetHashCode();

    public override string ToString() =>
        $"Member(address = {Address}, Uid={UniqueAddress.Uid} status = {Status}, role=[{string.Join(",", Roles)}], upNumber={UpNumber}, version={AppVersion})";

    internal static Member Create(UniqueAddress uniqueAddress, ImmutableHashSet<string> roles, AppVersion appVersion) =>
        new(uniqueAddress, int.MaxValue, MemberStatus.Joining, roles, appVersion);

    internal static Member Create(
        UniqueAddress uniqueAddress, int upNumber, MemberStatus status, ImmutableHashSet<string> roles, AppVersion appVersion) =>
        new(uniqueAddress, upNumber, status, roles, appVersion);

    internal static Member Removed(UniqueAddress node) => new(node, int.MaxValue, MemberStatus.Removed, [], AppVersion.Zero);

    private static IEnumerable<Member[]> ByIncarnation(IEnumerable<Member> a, IEnumerable<Member> b) =>
        a.Concat(b).GroupBy(static member => member.UniqueAddress).Select(static words => words.ToArray());

    private static int Unfitness(MemberStatus status) => status switch
    {
        MemberStatus.Down => 4,
        MemberStatus.Exiting => 3,
        MemberStatus.Joining => 2,
        MemberStatus.WeaklyUp => 1,
        _ => 0,
    };

    private static int CompareAddresses(Address x, Address y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var order = string.CompareOrdinal(x.Host ?? "", y.Host ?? "");
        return order == 0 ? Nullable.Compare(x.Port, y.Port) : order;
    }
}
