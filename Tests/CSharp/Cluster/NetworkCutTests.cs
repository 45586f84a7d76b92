using System.Diagnostics;
using AkkaDreamer.Actors.Cluster.Leasing;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Tests.Support;
using Npgsql;
using Xunit;
using Xunit.Abstractions;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>
/// Real processes in two network namespaces between which every packet is lost from some moment on, with the times of akka.hocon: the side without the learner stops, the other goes on, and both are one again when the network is.
/// </summary>
[Collection(PostgresServer.Collection)]
public sealed class NetworkCutTests(PostgresServer server, ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
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

    [CutNetworkAndPostgresFact]
    public async Task A_standby_that_is_cut_off_from_a_learner_that_lives_never_learns_and_stands_by_again_when_the_network_heals()
    {
        var connection = await server.CreateDatabase(); // a unix socket: both sides reach it
        var near = Learner(network.NearSpace, CutNetwork.Near, connection);
        await near.Until(() => near.Steps > 50, "the near learner to train");
        var far = Learner(network.FarSpace, CutNetwork.Far, connection);
        await far.Until(() => far.IsStandingBy, "the far one to stand by");
        var row = Row(connection);
        var before = await row.ReadAsync(default);
        Assert.Equal($"dreamer@{CutNetwork.Near}:4053", before!.Owner);

        network.Cut();
        var at = Stopwatch.GetTimestamp();
        var gaveWayAfter = TimeSpan.Zero;
        var pause = await LongestPause(near, async passed =>
        {
            Assert.Equal(before, await row.ReadAsync(default));
            Assert.False(far.IsTraining);
            if (gaveWayAfter == TimeSpan.Zero && !far.IsStandingBy) gaveWayAfter = passed;
            Assert.InRange(passed, TimeSpan.Zero, TimeSpan.FromSeconds(40));
            return gaveWayAfter > TimeSpan.Zero && passed > TimeSpan.FromSeconds(12);
        });
        Assert.Contains("which this side of the cluster cannot reach: it gives way", Log(LogOf(CutNetwork.Far)), StringComparison.Ordinal);

        network.Heal();
        at = Stopwatch.GetTimestamp();
        await far.Until(() => far.IsStandingBy, "the far one to stand by again");
        output.WriteLine($"the far one gave way after {gaveWayAfter.TotalSeconds:0.0} s and stood by {Stopwatch.GetElapsedTime(at).TotalSeconds:0.0} s after the network was whole; the longest pause of training was {pause.TotalSeconds:0.0} s");
        var steps = near.Steps;
        await near.Until(() => near.Steps > steps + 100, "the near learner to go on");
        Assert.Equal(before, await row.ReadAsync(default));
        near.Kill();
        far.Kill();
        Assert.DoesNotContain("Learns in epoch", Log(LogOf(CutNetwork.Far)), StringComparison.Ordinal);
        Assert.Equal(1, (await NothingIsSpliced(connection)).Epoch); // nobody else ever began
        Assert.True(pause < TimeSpan.FromSeconds(5), $"training paused for {pause}");
    }

    [CutNetworkAndPostgresFact]
    public async Task A_learner_that_is_cut_off_from_database_and_standby_stops_writing_and_only_then_the_standby_learns()
    {
        var connection = await server.CreateDatabase();
        var socket = new NpgsqlConnectionStringBuilder(connection).Host!;
        var relay = Start(network.NearSpace, "database-relay", CutNetwork.Near, "5432", Path.Combine(socket, ".s.PGSQL.5432"));
        await relay.Until(() => relay.Last("listening").Length > 0, "the way to the database");
        var far = Learner(network.FarSpace, CutNetwork.Far, new NpgsqlConnectionStringBuilder(connection) { Host = CutNetwork.Near, Port = 5432 }.ConnectionString);
        await far.Until(() => far.Steps > 50, "the far learner to train");
        var near = Learner(network.NearSpace, CutNetwork.Near, connection);
        await near.Until(() => near.IsStandingBy, "the near one to stand by");
        var node = Node(network.NearSpace, CutNetwork.Near, $"{CutNetwork.Far}:4054,{CutNetwork.Near}:4053");
        await node.Until(() => node.IsActing, "the node to act");
        var row = Row(connection);
        var before = await row.ReadAsync(default);
        Assert.Equal($"dreamer@{CutNetwork.Far}:4054", before!.Owner);

        network.Cut();
        var at = Stopwatch.GetTimestamp();
        var (last, stoppedAfter) = (far.Steps, TimeSpan.Zero);
        await near.Until(() =>
        {
            if (far.Steps > last) (last, stoppedAfter) = (far.Steps, Stopwatch.GetElapsedTime(at));
            return near.IsTraining;
        }, "the near one to take over");
        var takenAfter = Stopwatch.GetElapsedTime(at);
        var steps = near.Steps;
        await near.Until(() => near.Steps > steps + 100, "the new learner to train");
        await node.Until(() => node.IsActing, "the node to act for it");
        Assert.Equal(last, Math.Max(last, far.Steps));
        Assert.False(far.HasEnded);

        network.Heal();
        at = Stopwatch.GetTimestamp();
        await far.Until(() => far.IsStandingBy, "the old learner to stand by", seconds: 60);
        output.WriteLine($"the far learner stored nothing more after {stoppedAfter.TotalSeconds:0.0} s, the near one learned after {takenAfter.TotalSeconds:0.0} s, the far one stood by {Stopwatch.GetElapsedTime(at).TotalSeconds:0.0} s after the network was whole");
        steps = near.Steps;
        await near.Until(() => near.Steps > steps + 100, "the new learner to go on");
        var after = await row.ReadAsync(default);
        Assert.Equal($"dreamer@{CutNetwork.Near}:4053", after!.Owner);
        Assert.True(after.Epoch > before.Epoch);
        near.Kill();
        far.Kill();
        Assert.Equal(2, (await NothingIsSpliced(connection)).Epoch); // one each
        Assert.Contains("The learner's lease could not be renewed", Log(LogOf(CutNetwork.Far)), StringComparison.Ordinal);
        Assert.Matches($"this process does not hold the learner's lease any more|The learner's lease of epoch {before.Epoch} is lost", Log(LogOf(CutNetwork.Far)));
        Assert.Contains("The learner's row had expired", Log(LogOf(CutNetwork.Near)), StringComparison.Ordinal);
        Assert.Single(Log(LogOf(CutNetwork.Far)).Split('\n'), line => line.Contains("Learns in epoch", StringComparison.Ordinal));
        Assert.True(stoppedAfter < TimeSpan.FromSeconds(5), $"it wrote for {stoppedAfter}");
        Assert.True(takenAfter < BusyMachine.Allow(TimeSpan.FromSeconds(15)), $"the takeover took {takenAfter}");
    }

    public void Dispose()
    {
        children.ForEach(child => child.Dispose());
        network.Dispose();
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }

    private string Acknowledged => Path.Combine(folder.Path, ChildProgram.Acknowledged);

    private int ChunksOf(long node) => AckRecorder.Nodes(Acknowledged).Count(one => one == node);

    private string LogOf(string host) => $"{folder.Log}.{Environment.MachineName}-{PortOf(host)}";

    private static int PortOf(string host) => host == CutNetwork.Near ? 4053 : 4054;

    private LearnerRow Row(string connection) => new(connection, JournalName.Of(folder, ChildProgram.Setup(folder, "overlapped", 1, connection).Configuration.Journal));

    /// <summary>The longest time in which a learner stored nothing, until <paramref name="over"/>, which is told the time that has passed.</summary>
    private static async Task<TimeSpan> LongestPause(ClusterChild learner, Func<TimeSpan, Task<bool>> over)
    {
        var begun = Stopwatch.GetTimestamp();
        var (at, steps, longest) = (begun, learner.Steps, TimeSpan.Zero);
        using var timer = new PeriodicTimer(Look);
        while (!await over(Stopwatch.GetElapsedTime(begun)))
        {
            if (learner.Steps != steps) (at, steps) = (Stopwatch.GetTimestamp(), learner.Steps);
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, Stopwatch.GetElapsedTime(at).Ticks));
            await timer.WaitForNextTickAsync();
        }

        return longest;
    }

    private async Task<ReplayLog> NothingIsSpliced(string connection)
    {
        var setup = ChildProgram.Setup(folder, "overlapped", 1, connection);
        await File.WriteAllTextAsync(Acknowledged, ""); // who stands by writes none down
        Assert.Empty(await ReplayAudit.Faults(setup, ChildProgram.Layout(), Acknowledged));
        NobodySawAFault();
        return await ReplayAudit.ReadLog(setup);
    }

    private string NodeLog(int child) => Path.Combine(folder.Path, $"node-{child}.log");

    private static string Log(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }

    private ClusterChild Learner(string space, string host, string connection) => Start(space, "cluster-standby", folder.Path, $"{host}:{PortOf(host)}", "100000000", connection);

    private ClusterChild Node(string space, string host, string seeds = $"{CutNetwork.Near}:4053") =>
        Start(space, "cluster-node", seeds, "1", ClusterPrograms.Secret, NodeLog(children.Count), host);

    private ClusterChild Start(string space, params string[] arguments)
    {
        var child = ClusterChild.In(space, arguments);
        children.Add(child);
        return child;
    }

    private void NobodySawAFault() => Assert.DoesNotContain(children.SelectMany(child => child.Lines), line => line.StartsWith("violation", StringComparison.Ordinal));
}
