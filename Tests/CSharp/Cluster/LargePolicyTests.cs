using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Imagining;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>A policy of 50 MB on its way between two members over TCP: it comes whole, and no member misses the other's heartbeats meanwhile.</summary>
public sealed class LargePolicyTests : IAsyncLifetime
{
    private const int Size = 50_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ActorSystem learner = System(NodeRole.Learner, []), node;
    private readonly TaskCompletionSource<byte[]> came = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LargePolicyTests()
    {
        var address = Cluster.Get(learner).SelfAddress;
        Cluster.Get(learner).Join(address);
        node = System(NodeRole.Environments, [$"{address.Host}:{address.Port}"]);
    }

    [Fact]
    public async Task It_arrives_whole_and_nobody_seems_dead()
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Cluster.Get(node).RegisterOnMemberUp(() => up.TrySetResult());
        await up.Task.WaitAsync(Patience);
        var missed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var system in new[] { learner, node }) system.ActorOf(Props.Create(() => new Listener(missed)));

        var policy = new Bytes();
        new System.Random(5).NextBytes(policy.Numbers);
        var desk = new NodeDeskSettings
        {
            NextAdmission = () => 0, Secret = [], Run = Guid.Empty, Epoch = 1, Configuration = "{}", FirstEnvironment = 0, MostEnvironments = 1, LargestChunk = 1, CreatePolicy = () => new Bytes(), Tick = TimeSpan.FromMilliseconds(200),
        };
        await learner.ActorOf(Props.Create(() => new Imaginer(desk, policy)), "imaginer").Ask<ActorIdentity>(new Identify(1), Patience); // its child is there then
        var weights = await node.ActorSelection(new RootActorPath(Cluster.Get(learner).SelfAddress) / "user" / "imaginer" / "weights").ResolveOne(Patience);
        var settings = new NodeSettings { Id = Guid.NewGuid(), Role = NodeRole.Environments, Secret = [], Desks = _ => [], Part = _ => throw new NotSupportedException(), Keep = new ChunkKeep(1) };
        var mirror = node.ActorOf(Props.Create(() => new PolicyMirror(settings, weights, 0, Size)));
        var target = came;
        node.ActorOf(Props.Create(() => new Reader(mirror, target)));

        var arrived = await came.Task.WaitAsync(Patience);
        Assert.True(policy.Numbers.AsSpan().SequenceEqual(arrived));
        Assert.False(missed.Task.IsCompleted, missed.Task.IsCompleted ? await missed.Task : "");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await node.Terminate();
        await learner.Terminate();
    }

    private static ActorSystem System(NodeRole role, string[] seeds) => ActorSystem.Create(
        ClusterSystem.Name,
        ClusterSystem.Configuration(
            new ClusterOptions { Port = 0, Seeds = [.. seeds] },
            role,
            ConfigurationFactory.ParseString("akka { loglevel = WARNING, remote.untrusted-mode = off }").WithFallback(ConfigurationFactory.ParseString(TestRuns.Akka))));

    private sealed class Listener : ReceiveActor
    {
        public Listener(TaskCompletionSource<string> missed)
        {
            Cluster.Get(Context.System).Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.UnreachableMember));
            Receive<ClusterEvent.UnreachableMember>(lost => missed.TrySetResult($"{lost.Member.Address} seemed dead"));
        }
    }

    /// <summary>The run's supervisor and imagination, as far as weights are concerned.</summary>
    private sealed class Imaginer : ReceiveActor
    {
        public Imaginer(NodeDeskSettings settings, Bytes policy)
        {
            Context.ActorOf(Props.Create(() => new WeightsDesk(settings)), "weights");
            var published = PublishedPolicy.Of(7, policy.Numbers);
            Receive<RequestPolicy>(request => Sender.Tell(new PolicyReady(request.RequestId, published.Lend(7))));
            Receive<WeightsBegan>(_ => Sender.Tell(new GenerationBegan(0)));
            ReceiveAny(_ => { });
        }
    }

    private sealed class Reader : ReceiveActor
    {
        public Reader(IActorRef mirror, TaskCompletionSource<byte[]> came)
        {
            Receive<PolicyReady>(ready =>
            {
                using var loan = ready.Policy;
                var policy = new Bytes();
                loan.LoadInto(policy);
                came.TrySetResult(policy.Numbers);
            });
            mirror.Tell(new RequestPolicy(1, 7));
        }
    }

    /// <summary>Nothing but weights.</summary>
    private sealed class Bytes : IPolicy
    {
        public byte[] Numbers { get; } = new byte[Size];

        public long Version { get; private set; } = -1;

        public int WeightBytes => Size;

        public void CopyWeights(Span<byte> target) => Numbers.CopyTo(target);

        public void Load(long version, ReadOnlySpan<byte> weights)
        {
            weights.CopyTo(Numbers);
            Version = version;
        }

        public void Load(PolicyWeights weights) => throw new NotSupportedException();

        public void Load(StateSnapshot worldModel, StateSnapshot behaviour) => throw new NotSupportedException();

        public Decision Act(IReadOnlyList<Array> observation, PolicyState? state, RandomState? random) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
