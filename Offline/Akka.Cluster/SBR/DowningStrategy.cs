using System.Collections.Immutable;
using Akka.Actor;
using Akka.Coordination;

namespace Akka.Cluster.SBR;

/// <summary>The members as the resolver has heard of them, and from them the decision who is to be downed.</summary>
internal abstract class DowningStrategy
{
    private readonly IComparer<Member> _ordering;

    protected DowningStrategy(string role, IComparer<Member> ordering = null)
    {
        Role = role;
        _ordering = ordering ?? Member.Ordering;
        AllMembers = ImmutableSortedSet.Create(_ordering);
    }

    /// <summary>Only members of this role count; null for all.</summary>
    public string Role { get; }

    /// <summary>Null where the strategy has none.</summary>
    public Lease Lease { get; protected init; }

    public ImmutableSortedSet<Member> AllMembers { get; private set; }

    public ImmutableHashSet<UniqueAddress> Unreachable { get; private set; } = [];

    public Reachability Reachability { get; private set; } = Reachability.Empty;

    public ImmutableHashSet<Address> SeenBy { get; private set; } = [];

    public ImmutableSortedSet<Member> Joining => Where(AllMembers, static member => member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp);

    public ImmutableSortedSet<Member> Members => GetMembers(false, false);

    public ImmutableSortedSet<Member> MembersWithRole => GetMembersWithRole(false, false);

    public ImmutableSortedSet<Member> ReachableMembers => Where(Members, Reached);

    public ImmutableSortedSet<Member> ReachableMembersWithRole => GetReachableMembersWithRole(false, false);

    public ImmutableSortedSet<Member> UnreachableMembers => Where(Members, IsUnreachable);

    public ImmutableSortedSet<Member> UnreachableMembersWithRole => GetUnreachableMembersWithRole(false, false);

    /// <summary>Nodes that can be neither here nor there: they call others unreachable and are called so themselves, or have seen what only the reachable have seen.</summary>
    public ImmutableHashSet<UniqueAddress> IndirectlyConnected => ObserversAndObserved.Union(UnreachableButUpToDate);

    public bool HasIndirectlyConnected => !IndirectlyConnected.IsEmpty;

    public ImmutableHashSet<UniqueAddress> UnreachableButNotIndirectlyConnected => Unreachable.Except(IndirectlyConnected);

    public bool IsAllUnreachableDownOrExiting =>
        UnreachableMembers.All(static member => member.Status is MemberStatus.Down or MemberStatus.Exiting);

    private ImmutableHashSet<UniqueAddress> ObserversAndObserved => Reachability.AllObservers.Intersect(Reachability.AllUnreachableOrTerminated);

    private ImmutableHashSet<UniqueAddress> UnreachableButUpToDate =>
    [
        .. Reachability.Records.Where(record => SeenBy.Contains(record.Subject.Address))
            .SelectMany(static record => new[] { record.Observer, record.Subject }),
    ];

    public abstract IDecision Decide();

    public bool IsUnreachable(Member m) => Unreachable.Contains(m.UniqueAddress);

    /// <param name="includingPossiblyUp">Those who may have become Up on the other side.</param>
    /// <param name="excludingPossiblyExiting">Those who may have left on the other side.</param>
    public ImmutableSortedSet<Member> GetMembers(bool includingPossiblyUp, bool excludingPossiblyExiting) =>
        Where(AllMembers, member => member.Status switch
        {
            MemberStatus.Joining or MemberStatus.WeaklyUp => includingPossiblyUp,
            MemberStatus.Leaving => !excludingPossiblyExiting,
            MemberStatus.Down or MemberStatus.Exiting => false,
            _ => true,
        });

    public ImmutableSortedSet<Member> GetMembersWithRole(bool includingPossiblyUp, bool excludingPossiblyExiting)
    {
        var members = GetMembers(includingPossiblyUp, excludingPossiblyExiting);
        return string.IsNullOrEmpty(Role) ? members : Where(members, member => member.HasRole(Role));
    }

    public ImmutableSortedSet<Member> GetReachableMembersWithRole(bool includingPossiblyUp, bool excludingPossiblyExiting) =>
        Where(GetMembersWithRole(includingPossiblyUp, excludingPossiblyExiting), Reached);

    public ImmutableSortedSet<Member> GetUnreachableMembersWithRole(bool includingPossiblyUp, bool excludingPossiblyExiting) =>
        Where(GetMembersWithRole(includingPossiblyUp, excludingPossiblyExiting), IsUnreachable);

    public void Add(Member m)
    {
        Forget(m);
        AllMembers = AllMembers.Add(m);
    }

    public void AddUnreachable(Member m)
    {
        Add(m);
        Unreachable = Unreachable.Add(m.UniqueAddress);
    }

    public void AddReachable(Member m)
    {
        Add(m);
        Unreachable = Unreachable.Remove(m.UniqueAddress);
    }

    public void Remove(Member m)
    {
        Forget(m);
        Unreachable = Unreachable.Remove(m.UniqueAddress);
    }

    public void SetReachability(Reachability r) =>
        Reachability = r.FilterRecords(static record => record.Status != Reachability.ReachabilityStatus.Reachable);

    public void SetSeenBy(ImmutableHashSet<Address> s) => SeenBy = s;

    /// <summary>Whom a decision means (by default the one that is right now).</summary>
    /// <exception cref="InvalidOperationException">Without the indirectly connected nodes there are others again: nothing sensible can be said.</exception>
    public ImmutableHashSet<UniqueAddress> NodesToDown(IDecision decision = null)
    {
        var downable = Members.Concat(Joining).Select(static member => member.UniqueAddress).ToImmutableHashSet();
        return (decision ?? Decide()) switch
        {
            DownUnreachable or AcquireLeaseAndDownUnreachable => downable.Intersect(Unreachable),
            DownReachable => downable.Except(Unreachable),
            DownAll => downable,
            DownIndirectlyConnected or AcquireLeaseAndDownIndirectlyConnected =>
                downable.Intersect(IndirectlyConnected.Union(NodesToDownOfTheRest(downable))),
            ReverseDownIndirectlyConnected => downable.Intersect(IndirectlyConnected).Union(downable.Except(Unreachable)),
            var other => throw new InvalidOperationException($"No such decision: {other}"),
        };
    }

    /// <summary>What holds when the lease was not got.</summary>
    public IDecision ReverseDecision(IAcquireLeaseDecision decision) => decision switch
    {
        AcquireLeaseAndDownUnreachable => DownReachable.Instance,
        AcquireLeaseAndDownIndirectlyConnected => ReverseDownIndirectlyConnected.Instance,
        _ => throw new InvalidOperationException($"No such decision: {decision}"),
    };

    /// <summary>A clean split may hide behind indirectly connected nodes: what the strategy says of it.</summary>
    private ImmutableHashSet<UniqueAddress> NodesToDownOfTheRest(ImmutableHashSet<UniqueAddress> downable)
    {
        if (UnreachableButNotIndirectlyConnected.IsEmpty) return [];
        var (unreachable, reachability) = (Unreachable, Reachability);
        var (mutual, upToDate, islands) = (ObserversAndObserved, UnreachableButUpToDate, CutOffByAll());
        try
        {
            Reachability = reachability.FilterRecords(record => downable.Contains(record.Observer)
                && downable.Contains(record.Subject)
                && !islands.Contains(record.Observer)
                && !BothIn(mutual, record)
                && !BothIn(upToDate, record));
            Unreachable = Reachability.AllUnreachableOrTerminated;
            var decision = Decide();
            if (decision.IsIndirectlyConnected)
                throw new InvalidOperationException(
                    $"The split brain resolver comes to {decision} twice and downs all: [{string.Join(", ", IndirectlyConnected)}] are still indirectly connected "
                    + $"after others were left out; seen by [{string.Join(", ", SeenBy)}], before {reachability}, after {Reachability}");
            return NodesToDown(decision);
        }
        finally
        {
            (Unreachable, Reachability) = (unreachable, reachability);
        }

        static bool BothIn(ImmutableHashSet<UniqueAddress> nodes, Reachability.Record record) =>
            nodes.Contains(record.Observer) && nodes.Contains(record.Subject);
    }

    /// <summary>Observers whom not one of the reachable members reaches: what they say of others is about another island.</summary>
    private HashSet<UniqueAddress> CutOffByAll()
    {
        var reachable = AllMembers.Select(static member => member.UniqueAddress).Where(node => !Unreachable.Contains(node)).ToHashSet();
        return Reachability.Records.Select(static record => record.Observer)
            .Where(node => Unreachable.Contains(node))
            .Where(node => Reachability.Records.Where(record => record.Subject == node).Select(static record => record.Observer)
                .Where(reachable.Contains).Distinct().Count() == reachable.Count)
            .ToHashSet();
    }

    private bool Reached(Member member) => !IsUnreachable(member);

    /// <summary>By incarnation: a member that has become Up stands elsewhere in the order of age.</summary>
    private void Forget(Member gone) => AllMembers = Where(AllMembers, member => !member.Equals(gone));

    private ImmutableSortedSet<Member> Where(ImmutableSortedSet<Member> members, Func<Member, bool> holds) =>
        members.Where(holds).ToImmutableSortedSet(_ordering);
}
