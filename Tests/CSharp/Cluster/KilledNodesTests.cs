using System.Diagnostics;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>Real processes that join over TCP and are killed with SIGKILL: what was acknowledged stays, nothing is spliced, and the others go on.</summary>
public sealed class KilledNodesTests(ITestOutputHelper output) : IDisposable
{
    private readonly RunFolder folder = TestRuns.Folder();
    private readonly List<ClusterChild> children = [];
    private readonly int port = ClusterChild.FreePort();

    [Fact]
    public async Task A_node_that_is_killed_costs_its_open_steps_and_one_that_is_started_again_is_soon_at_work()
    {
        const int steps = 100_000_000; // more than it will live through
        var learner = Learner(steps);
        await learner.Until(() => learner.Steps > 0, "the learner to begin");
        var (stays, dies) = (Node(count: 1), Node(count: 2));
        await stays.Until(() => stays.IsActing, "the first node to act");
        await dies.Until(() => dies.IsActing, "the second node to act");
        await learner.Until(() => ChunksOfNodes() > 40, "chunks of nodes to be acknowledged");
        dies.Kill();
        var (before, at) = (learner.Steps, Stopwatch.GetTimestamp());
        await learner.Until(() => learner.Steps > before + 200, "the others to go on");
        var pause = Stopwatch.GetElapsedTime(at);
        at = Stopwatch.GetTimestamp();
        var again = Node(count: 2);
        await again.Until(() => AckRecorder.Nodes(Acknowledged).Contains(2), "a chunk of the node that was started again");
        var backAfter = Stopwatch.GetElapsedTime(at);
        output.WriteLine($"200 steps of the others took {pause.TotalSeconds:0.0} s, the first chunk of the node that was started again was stored after {backAfter.TotalSeconds:0.0} s, the start of .NET included");
        var acknowledged = ChunksOfNodes();
        await learner.Until(() => ChunksOfNodes() > acknowledged + 40, "more chunks of nodes");
        learner.Kill();
        await NothingIsLostOrSpliced();
        Assert.True(pause < TimeSpan.FromSeconds(5), $"the others paused for {pause}");
        Assert.True(backAfter < BusyMachine.Allow(TimeSpan.FromSeconds(3)), $"it took {backAfter}");
    }

    [Fact]
    public async Task A_learner_that_is_killed_is_waited_for_and_gets_what_it_had_not_acknowledged()
    {
        var learner = Learner(100_000_000);
        await learner.Until(() => learner.Steps > 0, "the learner to begin");
        var node = Node(count: 3);
        await node.Until(() => node.IsActing, "the node to act");
        await learner.Until(() => ChunksOfNodes() > 40, "chunks of the node to be acknowledged");
        learner.Kill();
        await node.Until(() => node.Last("node ").Contains("systems 2", StringComparison.Ordinal), "the node to make a new actor system");
        var acknowledged = ChunksOfNodes();
        learner = Learner(100_000_000);
        await learner.Until(() => ChunksOfNodes() > acknowledged + 40, "the node to be at work again", seconds: 60);
        learner.Kill();
        await NothingIsLostOrSpliced();
        Assert.DoesNotContain(node.Lines, line => line.StartsWith("violation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_process_is_restarted_one_after_the_other_and_the_training_goes_on()
    {
        var learner = Learner(100_000_000);
        await learner.Until(() => learner.Steps > 0, "the learner to begin");
        var nodes = new[] { Node(count: 1), Node(count: 2) };
        foreach (var node in nodes) await node.Until(() => node.IsActing, "a node to act");
        for (var restarted = 0; restarted < 3; restarted++)
        {
            await MoreOfNodes(learner);
            var old = restarted == 1 ? learner : nodes[restarted / 2];
            old.Signal(15);
            Assert.Equal(0, await old.Exit());
            if (restarted == 1)
            {
                learner = Learner(100_000_000);
                continue;
            }

            nodes[restarted / 2] = Node(count: 1 + (restarted / 2));
            await nodes[restarted / 2].Until(() => nodes[restarted / 2].IsActing, "the node that was restarted to act");
        }

        await MoreOfNodes(learner);
        foreach (var node in nodes) await node.Until(() => node.IsActing, "every node to act");
        learner.Signal(15);
        Assert.Equal(0, await learner.Exit());
        await NothingIsLostOrSpliced();
        Assert.DoesNotContain(children.SelectMany(child => child.Lines), line => line.StartsWith("violation", StringComparison.Ordinal));

        async Task MoreOfNodes(ClusterChild from)
        {
            var acknowledged = ChunksOfNodes();
            await from.Until(() => ChunksOfNodes() > acknowledged + 40, "more chunks of nodes", seconds: 60);
        }
    }

    [Fact]
    public async Task A_run_that_is_over_ends_its_nodes_and_who_does_not_know_the_secret_is_turned_away()
    {
        var (friend, stranger) = (Node(count: 1), Node(count: 1, secret: "another secret, as long"));
        foreach (var node in new[] { friend, stranger }) await node.Until(() => node.Last("node looking").Length > 0, "the nodes to knock"); // before a run that a quick machine has soon done
        var learner = Learner(12_000);
        Assert.Equal(1, await stranger.Exit());
        Assert.Contains("both need the same secret", stranger.Last("end Refused"), StringComparison.Ordinal);
        Assert.Equal(0, await learner.Exit());
        Assert.Equal(0, await friend.Exit());
        Assert.StartsWith("end RunOver", friend.Last("end"), StringComparison.Ordinal);
        Assert.Contains("was refused: it does not know the cluster's secret", File.ReadAllText(folder.Log), StringComparison.Ordinal);
        await NothingIsLostOrSpliced();
        Assert.DoesNotContain(learner.Lines.Concat(friend.Lines), line => line.StartsWith("violation", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        children.ForEach(child => child.Dispose());
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }

    private ClusterChild Learner(long steps) => Start("cluster-learner", folder.Path, port.ToString(), steps.ToString());

    private ClusterChild Node(int count, string secret = ClusterPrograms.Secret) => Start("cluster-node", port.ToString(), count.ToString(), secret, Path.Combine(folder.Path, $"node-{children.Count}.log"));

    private ClusterChild Start(params string[] arguments)
    {
        var child = new ClusterChild(arguments);
        children.Add(child);
        return child;
    }

    private string Acknowledged => Path.Combine(folder.Path, ChildProgram.Acknowledged);

    /// <summary>Acknowledged chunks of streams that nodes were given.</summary>
    private int ChunksOfNodes() => AckRecorder.Nodes(Acknowledged).Count(node => node >= 0);

    private async Task NothingIsLostOrSpliced() =>
        Assert.Empty(await ReplayAudit.Faults(ChildProgram.Setup(folder, "overlapped", 1, connection: null), ChildProgram.Layout(), Acknowledged));
}
