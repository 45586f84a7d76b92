using System.Diagnostics;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>
/// Real processes in two network namespaces between which every packet is lost from some moment on, with the times of akka.hocon: the side without the learner stops, the other goes on, and both are one again when the network is.
/// </summary>
public sealed class NetworkCutTests(ITestOutputHelper output) : IDisposable
{
    private readonly CutNetwork network = new();
    private readonly RunFolder folder = TestRuns.Folder();
    private readonly List<ClusterChild> children = [];

    [CutNetworkFact]
    public async Task A_node_that_is_cut_off_stops_acting_within_ten_seconds_and_comes_back_when_the_network_heals()
    {
        var learner = Start(network.NearSpace, "cluster-learner", folder.Path, $"{CutNetwork.Near}:4053", "100000000");
        await learner.Until(() => learner.Steps > 0, "the learner to begin");
        var near = Node(network.NearSpace, CutNetwork.Near);
        await near.Until(() => near.IsActing, "the near node to act");
        var far = Node(network.FarSpace, CutNetwork.Far);
        await far.Until(() => far.IsActing, "the far node to act");
        await learner.Until(() => ChunksOf(0) > 20 && ChunksOf(1) > 20, "chunks of both nodes");

        network.Cut();
        var at = Stopwatch.GetTimestamp();
        await far.Until(() => !far.IsActing, "the far node to stop acting");
        var stoppedAfter = Stopwatch.GetElapsedTime(at);
        await far.Until(() => far.Last("node ").Contains("systems 2", StringComparison.Ordinal), "the far node to make a new actor system");
        var endedAfter = Stopwatch.GetElapsedTime(at);
        await learner.Until(() => Log(folder.Log).Split('\n').Any(line => line.Contains($"The node at akka.tcp://dreamer@{CutNetwork.Far}", StringComparison.Ordinal)), "the learner to let the far node go");
        var (ofNear, ofFar) = (ChunksOf(0), ChunksOf(1));
        await near.Until(() => ChunksOf(0) > ofNear + 40, "the near node to go on");
        Assert.Equal(ofFar, ChunksOf(1));
        Assert.True(near.IsActing);
        Assert.False(far.HasEnded);

        network.Heal();
        at = Stopwatch.GetTimestamp();
        await far.Until(() => far.IsActing, "the far node to act again");
        await learner.Until(() => ChunksOf(2) > 20, "chunks of the far node as a new one");
        var backAfter = Stopwatch.GetElapsedTime(at);
        output.WriteLine($"stopped acting after {stoppedAfter.TotalSeconds:0.0} s, a new actor system after {endedAfter.TotalSeconds:0.0} s, at work {backAfter.TotalSeconds:0.0} s after the network was whole");
        learner.Kill();
        Assert.Empty(await ReplayAudit.Faults(ChildProgram.Setup(folder, "overlapped", 1, connection: null), ChildProgram.Layout(), Acknowledged));
        NobodySawAFault();
        Assert.Contains("This side of the cluster has no learner, so it gives way", Log(NodeLog(2)), StringComparison.Ordinal);
        Assert.InRange(stoppedAfter, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    public void Dispose()
    {
        children.ForEach(child => child.Dispose());
        network.Dispose();
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }

    private string Acknowledged => Path.Combine(folder.Path, ChildProgram.Acknowledged);

    private int ChunksOf(long node) => AckRecorder.Nodes(Acknowledged).Count(one => one == node);

    private string NodeLog(int child) => Path.Combine(folder.Path, $"node-{child}.log");

    private static string Log(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }

    private ClusterChild Node(string space, string host) =>
        Start(space, "cluster-node", $"{CutNetwork.Near}:4053", "1", ClusterPrograms.Secret, NodeLog(children.Count), host);

    private ClusterChild Start(string space, params string[] arguments)
    {
        var child = ClusterChild.In(space, arguments);
        children.Add(child);
        return child;
    }

    private void NobodySawAFault() => Assert.DoesNotContain(children.SelectMany(child => child.Lines), line => line.StartsWith("violation", StringComparison.Ordinal));
}
