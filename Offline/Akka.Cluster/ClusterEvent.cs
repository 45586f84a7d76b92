using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>What happens to the cluster, as subscribers are told it. All events also go to the system's event stream.</summary>
public partial class ClusterEvent
{
    public static readonly SubscriptionInitialStateMode InitialStateAsSnapshot = SubscriptionInitialStateMode.InitialStateAsSnapshot;

    public static readonly SubscriptionInitialStateMode InitialStateAsEvents = SubscriptionInitialStateMode.InitialStateAsEvents;

    /// <summary>How a new subscriber learns what is so already.</summary>
    public enum SubscriptionInitialStateMode
    {
        /// <summary>By one <see cref="CurrentClusterState"/>.</summary>
        InitialStateAsSnapshot,

        /// <summary>By the events that would have led to it.</summary>
        InitialStateAsEvents,
    }

    public interface IClusterDomainEvent : IDeadLetterSuppression, INoSerializationVerificationNeeded;

    /// <summary>Something has become of a member.</summary>
    public interface IMemberEvent : IClusterDomainEvent
    {
        Member Member { get; }
    }

    /// <summary>A member is or is no longer reachable.</summary>
    public interface IReachabilityEvent : IClusterDomainEvent;

    /// <summary>The cluster as this node knows it.</summary>
    public sealed class CurrentClusterState : INoSerializationVerificationNeeded
    {
        public CurrentClusterState()
            : this([], [], [], null, ImmutableDictionary<string, Address>.Empty)
        {
        }

        public CurrentClusterState(
            ImmutableSortedSet<Member> members,
            ImmutableHashSet<Member> unreachable,
            ImmutableHashSet<Address> seenBy,
            Address leader,
            ImmutableDictionary<string, Address> roleLeaderMap)
        {
            Members = members;
            Unreachable = unreachable;
            SeenBy = seenBy;
            Leader = leader;
            RoleLeaderMap = roleLeaderMap;
        }

        public ImmutableSortedSet<Member> Members { get; }

        public ImmutableHashSet<Member> Unreachable { get; }

        /// <summary>Who knows the same.</summary>
        public ImmutableHashSet<Address> SeenBy { get; }

        /// <summary>Null while there is none.</summary>
        public Address Leader { get; }

        public ImmutableHashSet<string> AllRoles => [.. RoleLeaderMap.Keys];

        public bool HasMoreThanOneAppVersion => Members.Select(static member => member.AppVersion).Distinct().Skip(1).Any();

        internal ImmutableDictionary<string, Address> RoleLeaderMap { get; }

        /// <summary>The leader among members of the role; null when there is none.</summary>
        public Address RoleLeader(string role) => RoleLeaderMap.GetValueOrDefault(role);

        /// <summary>With other values where they are given.</summary>
        public CurrentClusterState Copy(
            ImmutableSortedSet<Member> members = null,
            ImmutableHashSet<Member> unreachable = null,
            ImmutableHashSet<Address> seenBy = null,
            Address leader = null,
            ImmutableDictionary<string, Address> roleLeaderMap = null) =>
            new(members ?? Members, unreachable ?? Unreachable, seenBy ?? SeenBy, leader ?? Leader, roleLeaderMap ?? RoleLeaderMap);

        internal bool IsMemberUp(Address address) => Members.Any(member => member.Address == address && member.Status == MemberStatus.Up);
    }

    public abstract class MemberStatusChange : IMemberEvent
    {
        protected readonly Member _member;

        /// <exception cref="ArgumentException">The member has another status.</exception>
        protected MemberStatusChange(Member member, MemberStatus validStatus)
        {
            if (member.Status != validStatus) throw new ArgumentException($"Expected {validStatus} state, got: {member}");
            _member = member;
        }

        public Member Member => _member;

        public override bool Equals(object obj) => obj is MemberStatusChange other && _member.Equals(other._member);

        public override int GetHashCode() => _member.GetHashCode();

        public override string ToString() => $"{GetType()}(Member={Member})";
    }

    public sealed class MemberJoined(Member member) : MemberStatusChange(member, MemberStatus.Joining);

    public sealed class MemberUp(Member member) : MemberStatusChange(member, MemberStatus.Up);

    public sealed class MemberWeaklyUp(Member member) : MemberStatusChange(member, MemberStatus.WeaklyUp);

    public sealed class MemberLeft(Member member) : MemberStatusChange(member, MemberStatus.Leaving);

    public sealed class MemberExited(Member member) : MemberStatusChange(member, MemberStatus.Exiting);

    public sealed class MemberDowned(Member member) : MemberStatusChange(member, MemberStatus.Down);

    public sealed class MemberRemoved(Member member, MemberStatus previousStatus) : MemberStatusChange(member, MemberStatus.Removed)
    {
        public MemberStatus PreviousStatus { get; } = previousStatus;

        public override bool Equals(object obj) => obj is MemberRemoved other && _member.Equals(other._member) && PreviousStatus == other.PreviousStatus;

        public override int GetHashCode() => HashCode.Combine(_member, PreviousStatus);
    }

    /// <summary>The leader, as this node sees it, is another now, or nobody (null).</summary>
    public sealed class LeaderChanged(Address leader) : IClusterDomainEvent
    {
        public Address Leader { get; } = leader;

        public override bool Equals(object obj) => obj is LeaderChanged other && Leader == other.Leader;

        public override int GetHashCode() => HashCode.Combine(Leader);

        public override string ToString() => $"LeaderChanged(NewLeader={Leader})";
    }

    /// <summary>The leader among members of a role is another now, or nobody (null).</summary>
    public sealed class RoleLeaderChanged(string role, Address leader) : IClusterDomainEvent
    {
        public Address Leader { get; } = leader;

        public string Role { get; } = role;

        public override bool Equals(object obj) => obj is RoleLeaderChanged other && Role == other.Role && Leader == other.Leader;

        public override int GetHashCode() => HashCode.Combine(Role, Leader);

        public override string ToString() => $"RoleLeaderChanged(Leader={Leader}, Role={Role})";
    }

    /// <summary>The cluster ends on this node; nothing comes after it but the removal of the members.</summary>
    public sealed class ClusterShuttingDown : IClusterDomainEvent
    {
        public static readonly IClusterDomainEvent Instance = new ClusterShuttingDown();

        private ClusterShuttingDown()
        {
        }

        public override string ToString() => "ClusterShuttingDown";
    }

    public abstract class ReachabilityEvent : IReachabilityEvent
    {
        protected ReachabilityEvent(Member member) => Member = member;

        public Member Member { get; }

        public override bool Equals(object obj) => obj is ReachabilityEvent other && Member.Equals(other.Member);

        public override int GetHashCode() => Member.GetHashCode();

        public override string ToString() => $"{GetType()}(Member={Member})";
    }

    public sealed class UnreachableMember(Member member) : ReachabilityEvent(member);

    public sealed class ReachableMember(Member member) : ReachabilityEvent(member);

    /// <summary>Others have seen the present gossip.</summary>
    internal sealed record SeenChanged(bool Convergence, ImmutableHashSet<Address> SeenBy) : IClusterDomainEvent;

    /// <summary>Somebody sees somebody otherwise than before.</summary>
    internal sealed record ReachabilityChanged(Reachability Reachability) : IClusterDomainEvent;

    /// <summary>Counters for publish-stats-interval.</summary>
    internal sealed record CurrentInternalStats(GossipStats GossipStats, VectorClockStats SeenBy) : IClusterDomainEvent;
}
