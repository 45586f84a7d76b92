using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;

namespace AkkaDreamer.Tests.Offline.Clusters;

/// <summary>A system of a test that may join a cluster on loopback, with short times, and what it has heard of the cluster so far.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string Settings = """
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          actor.provider = cluster
          coordinated-shutdown.exit-clr = off
          remote.retry-gate-closed-for = 200ms
          remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
          cluster {
            seed-node-timeout = 1s
            retry-unsuccessful-join-after = 1s
            periodic-tasks-initial-delay = 100ms
            gossip-interval = 200ms
            leader-actions-interval = 200ms
            unreachable-nodes-reaper-interval = 200ms
            allow-weakly-up-members = 1s
            down-removal-margin = 100ms
            failure-detector { heartbeat-interval = 200ms, acceptable-heartbeat-pause = 3s, expected-response-after = 500ms }
            split-brain-resolver { stable-after = 1s, down-all-when-unstable = 30s }
            singleton { hand-over-retry-interval = 300ms, lease-retry-interval = 300ms }
            singleton-proxy.singleton-identification-interval = 300ms
            pub-sub.gossip-interval = 200ms
          }
        }
        """;

    private readonly IActorRef _observer;
    private readonly Lock _lock = new();
    private readonly List<(Func<ClusterNode, bool> Holds, TaskCompletionSource Reached)> _awaited = [];
    private readonly List<ClusterEvent.IClusterDomainEvent> _told = [];

    public ClusterNode(string more = "")
    {
        System = ActorSystem.Create("test", ConfigurationFactory.ParseString(more).WithFallback(ConfigurationFactory.ParseString(Settings)));
        Cluster = Akka.Cluster.Cluster.Get(System);
        _observer = System.ActorOf(Props.Create(() => new Observer(this)), "observer");
        Cluster.Subscribe(_observer, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IClusterDomainEvent));
    }

    public ActorSystem System { get; }

    public Cluster Cluster { get; }

    public Address Address => Cluster.SelfAddress;

    public ImmutableDictionary<Address, Member> Members { get; private set; } = ImmutableDictionary<Address, Member>.Empty;

    public ImmutableHashSet<Address> Unreachable { get; private set; } = [];

    /// <summary>What has become of a member, in order: Joining, Up ...</summary>
    public IReadOnlyList<MemberStatus> WayOf(UniqueAddress node)
    {
        lock (_lock) return [.. _told.OfType<ClusterEvent.IMemberEvent>().Where(told => told.Member.UniqueAddress == node).Select(static told => told.Member.Status)];
    }

    /// <summary>Completes when it holds, now or after some event; to be called before what leads there.</summary>
    public async Task Until(string what, Func<ClusterNode, bool> holds)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (holds(this)) return;
            _awaited.Add((holds, reached));
        }

        if (await Task.WhenAny(reached.Task, Task.Delay(Patience)) != reached.Task)
            throw new TimeoutException($"{Address}: waited for {what}; there was {string.Join(", ", Members.Values.Select(static member => $"{member.Address.Port} {member.Status}"))}, unreachable {string.Join(", ", Unreachable.Select(static lost => lost.Port))}");
    }

    /// <summary>Knows exactly these, all Up, and reaches them.</summary>
    public Task Sees(params ClusterNode[] nodes) => Until($"{nodes.Length} members Up", node => node.Unreachable.IsEmpty
        && node.Members.Count == nodes.Length
        && nodes.All(other => node.Members.TryGetValue(other.Address, out var member) && member.Status == MemberStatus.Up && member.UniqueAddress == other.Cluster.SelfUniqueAddress));

    /// <summary>All join the first, and see each other.</summary>
    public static async Task Form(params ClusterNode[] nodes)
    {
        var formed = nodes.Select(node => node.Sees(nodes)).ToList();
        foreach (var node in nodes) node.Cluster.Join(nodes[0].Address);
        await Task.WhenAll(formed);
    }

    /// <summary>Ends without a word to the others, as a crash would.</summary>
    public async Task Crash()
    {
        ((ExtendedActorSystem)System).Abort();
        await System.WhenTerminated.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!System.WhenTerminated.IsCompleted) await Crash();
    }

    private void Note(ClusterEvent.IClusterDomainEvent told)
    {
        lock (_lock)
        {
            _told.Add(told);
            switch (told)
            {
                case ClusterEvent.MemberRemoved removed:
                    if (Members.TryGetValue(removed.Member.Address, out var known) && known.Equals(removed.Member)) Members = Members.Remove(removed.Member.Address);
                    Unreachable = Unreachable.Remove(removed.Member.Address);
                    break;
                case ClusterEvent.IMemberEvent changed:
                    Members = Members.Remove(changed.Member.Address).Add(changed.Member.Address, changed.Member); // SetItem keeps an equal member, whatever its status
                    break;
                case ClusterEvent.UnreachableMember lost:
                    Unreachable = Unreachable.Add(lost.Member.Address);
                    break;
                case ClusterEvent.ReachableMember back:
                    Unreachable = Unreachable.Remove(back.Member.Address);
                    break;
            }

            foreach (var (_, reached) in _awaited.Where(waiting => waiting.Holds(this)).ToList()) reached.TrySetResult();
        }
    }

    private sealed class Observer : ReceiveActor
    {
        public Observer(ClusterNode node) => Receive<ClusterEvent.IClusterDomainEvent>(node.Note);
    }
}
