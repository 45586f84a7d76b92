using System.Collections.Concurrent;
using Akka.Actor;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Environments;
using AkkaDreamer.Models;
using AkkaDreamer.Tests.Support;
using Xunit;

namespace AkkaDreamer.Tests.Clusters;

/// <summary>Whole runs with nodes in the same actor system: everything of a cluster but the network.</summary>
public sealed class LocalNodesTests : IDisposable
{
    private const string Secret = "0123456789abcdef";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly RunFolder folder = TestRuns.Folder();
    private readonly ConcurrentBag<FakeAgent> agents = [];
    private ActorSystem? system;

    [Fact]
    public async Task Nodes_act_for_a_run_and_their_steps_are_stored_whole()
    {
        var (setup, outcome) = Start(Counter(1_000));
        var first = Join(setup, count: 2);
        var second = Join(setup, count: 1);
        Assert.Equal(RunEnd.BudgetReached, (await outcome.WaitAsync(Limit)).End);
        Assert.Equal(NodeEndKind.RunOver, (await first.Ended.WaitAsync(Limit)).Kind);
        Assert.Equal(NodeEndKind.RunOver, (await second.Ended.WaitAsync(Limit)).Kind);
        await End();
        var log = await ReplayAudit.ReadLog(setup);
        var steps = log.Entries.Where(entry => entry.Chunk is not null).GroupBy(entry => entry.Chunk!.Value.Environment).ToDictionary(group => group.Key, group => group.Sum(entry => entry.Chunk!.Value.Count));
        Assert.Equal([0, 1, 2, 3], steps.Keys.Order());
        Assert.All(steps.Values, count => Assert.True(count > 40, $"{count} steps"));
        Assert.Equal(0, first.Keep.Lost);
        Assert.Empty(agents.SelectMany(agent => agent.Violations));
    }

    [Fact]
    public async Task Images_come_in_parts_and_so_does_the_policy_that_made_them()
    {
        var configuration = Counter(600) with { Task = new TaskOptions { Observation = ObservationKind.Image } };
        configuration = configuration with { Run = configuration.Run with { Task = "catch" } };
        var (setup, outcome) = Start(configuration, isChecked: false);
        var node = Join(setup, count: 2);
        Assert.Equal(RunEnd.BudgetReached, (await outcome.WaitAsync(Limit)).End);
        await End();
        var log = await ReplayAudit.ReadLog(setup);
        Assert.True(log.Entries.Where(entry => entry.Chunk is { Environment: > 0 }).Sum(entry => entry.Chunk!.Value.Count) > 100);
        Assert.Equal(0, node.Keep.Lost);
        Assert.True(node.Newest.Policy > 0, $"{node.Newest}");
    }

    [Fact]
    public async Task A_node_that_is_gone_costs_its_streams_end_and_what_it_kept_is_handed_in_when_its_process_is_back()
    {
        var (setup, outcome) = Start(Counter(2_000));
        var node = Join(setup, count: 2);
        await Until(() => node.Newest.Policy > 2, "the node to act with a policy");
        node.Actor.Tell(Kill.Instance);
        await node.Ended.WaitAsync(Limit);
        var again = Join(setup, count: 2, node.Keep, node.Id);
        await Until(() => again.Newest.Policy > 2, "the node to act again");
        Assert.Equal(RunEnd.BudgetReached, (await outcome.WaitAsync(Limit)).End);
        await End();
        Assert.Equal(0, node.Keep.Lost);
        Assert.Empty(agents.SelectMany(agent => agent.Violations));
        var log = await ReplayAudit.ReadLog(setup);
        foreach (var stream in log.Entries.Where(entry => entry.Chunk is not null).Select(entry => entry.Chunk!.Value).GroupBy(chunk => chunk.Stream))
            Assert.Equal(Enumerable.Range(0, stream.Count()).Select(number => (long)number), stream.Select(chunk => chunk.Number));
    }

    [Fact]
    public async Task Nodes_are_at_work_again_when_replay_has_crashed_and_come_back()
    {
        var (setup, outcome) = Start(Counter(1_000_000));
        var node = Join(setup, count: 2);
        await Until(() => node.Newest.Policy > 2, "the node to act with a policy");
        system!.ActorSelection("/user/run/replay").Tell(Kill.Instance);
        await Until(() => node.Admissions > 1 && node.Newest.Policy > 2, "the node to be admitted again, and to act");
        var policy = node.Newest.Policy;
        await Until(() => node.Newest.Policy > policy + 20, "the node to act for a while");
        system.ActorSelection("/user/run").Tell(new StopRun("the test says so"));
        Assert.Equal(RunEnd.Stopped, (await outcome.WaitAsync(Limit)).End);
        await End();
        Assert.Equal(0, node.Keep.Lost);
        Assert.Empty(agents.SelectMany(agent => agent.Violations));
        var log = await ReplayAudit.ReadLog(setup);
        Assert.Equal(2, log.Epoch);
        var streams = log.Entries.Where(entry => entry.Chunk is not null).Select(entry => entry.Chunk!.Value).GroupBy(chunk => chunk.Stream).ToList();
        foreach (var stream in streams) Assert.Equal(Enumerable.Range(0, stream.Count()).Select(number => (long)number), stream.Select(chunk => chunk.Number));
        Assert.True(streams.Count(stream => stream.First().Environment > 0) >= 4, "the node's two environments acted before and after");
    }

    [Fact]
    public async Task A_desk_that_died_gives_no_stream_a_number_that_another_had()
    {
        var (setup, outcome) = Start(Counter(1_000_000));
        var node = Join(setup, count: 2);
        for (var desks = 1; desks <= 2; desks++)
        {
            await Until(() => node.Admissions == desks && node.Newest.Policy > 2, "the node to be admitted, and to act with a policy");
            system!.ActorSelection("/user/run/nodes").Tell(Kill.Instance);
        }

        await Until(() => node.Admissions == 3 && node.Newest.Policy > 2, "the node to act again");
        system!.ActorSelection("/user/run").Tell(new StopRun("the test says so"));
        Assert.Equal(RunEnd.Stopped, (await outcome.WaitAsync(Limit)).End);
        await End();
        Assert.DoesNotContain("Replay closed stream", File.ReadAllText(folder.Log), StringComparison.Ordinal); // as it does with a stream that has ended
        Assert.Equal(0, node.Keep.Lost);
        Assert.Empty(agents.SelectMany(agent => agent.Violations));
    }

    [Fact]
    public async Task An_evaluator_plays_the_evaluations_elsewhere()
    {
        var configuration = Counter(700);
        var (_, outcome) = Start(configuration with { Evaluation = new EvaluationOptions { Every = 300, Episodes = 2 } });
        var node = Join(TestRuns.Setup(folder, configuration), count: 1, role: NodeRole.Evaluator);
        var result = await outcome.WaitAsync(Limit);
        Assert.Equal(RunEnd.BudgetReached, result.End);
        Assert.NotNull(result.Evaluation);
        await node.Ended.WaitAsync(Limit);
        Assert.InRange(node.Newest.Policy, 20, long.MaxValue); // the evaluation at step 600 is of weights from about update 60, not of those with which the node began
        Assert.Empty(agents.SelectMany(agent => agent.Violations));
    }

    /// <summary>A part of the learner dies shortly after each checkpoint, the last included, and in between parts of the nodes and of what speaks for them; a node whose process ends is begun again.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public async Task A_run_with_nodes_comes_to_its_end_whatever_dies(ulong seed)
    {
        var random = new RandomState(seed);
        var configuration = Counter(4_000);
        var (setup, outcome) = Start(configuration with { Evaluation = new EvaluationOptions { Every = 500, Episodes = 2 } }, writesAhead: true);
        var nodes = new[] { Join(setup, count: 2), Join(setup, count: 1), Join(setup, count: 1, role: NodeRole.Evaluator) };
        string[] learners = ["world-model", "imagination", "environments", "replay", "checkpoints", "evaluator", "metrics", "nodes"], others = ["policy", "replay", "environments", "environments/*", "evaluator"];
        var (told, saved) = (new List<string>(), 0);
        while (!outcome.IsCompleted)
        {
            await Await.For(TimeSpan.FromMilliseconds(random.NextInt64(60)));
            var checkpoints = OpenRun.Lines(folder.Log).Count(line => line.Contains(": Checkpoint checkpoints/", StringComparison.Ordinal));
            var victim = checkpoints > saved ? $"/user/run/{learners[random.NextInt64(learners.Length)]}"
                : random.NextInt64(2) == 0 ? new[] { "/user/run/nodes/weights", "/user/run/nodes/node-*" }[random.NextInt64(2)]
                : $"{nodes[random.NextInt64(nodes.Length)].Actor.Path.ToStringWithoutAddress()}/work-*/{others[random.NextInt64(others.Length)]}";
            saved = checkpoints;
            told.Add(victim);
            system!.ActorSelection(victim).Tell(Kill.Instance);
            for (var one = 0; one < nodes.Length; one++)
            {
                if (nodes[one].Ended is not { IsCompleted: true } ended || (await ended).Kind == NodeEndKind.RunOver) continue;
                nodes[one] = Join(setup, nodes[one].Count, nodes[one].Keep, nodes[one].Id, nodes[one].Role);
            }

            Assert.True(told.Count < 2_000, $"it does not end\n{string.Join('\n', OpenRun.Lines(folder.Log).TakeLast(60))}");
        }

        var result = await outcome;
        await End();
        var log = string.Join('\n', OpenRun.Lines(folder.Log).TakeLast(80));
        Assert.True(result.End == RunEnd.BudgetReached, $"{result.Line}\n{log}");
        Assert.True(result.Evaluation is not null, log);
        Assert.Empty(agents.SelectMany(agent => agent.Violations));
        Assert.All(nodes, node => Assert.Equal(0, node.Keep.Lost));
        var stored = (await ReplayAudit.ReadLog(setup)).Entries.Where(entry => entry.Chunk is not null).Select(entry => entry.Chunk!.Value).GroupBy(chunk => chunk.Stream);
        foreach (var stream in stored) Assert.Equal(Enumerable.Range(0, stream.Count()).Select(number => (long)number), stream.Select(chunk => chunk.Number));
        Assert.True(saved > 5 && told.Count > 10, $"only {told.Count} kills, {saved} checkpoints");
    }

    public void Dispose()
    {
        End().Wait(Limit);
        if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
    }

    private static RunConfiguration Counter(long steps)
    {
        var configuration = TestRuns.Counter(Schedule.Overlapped, steps, environments: 1);
        return configuration with { Cluster = new ClusterOptions { Port = 0, Secret = Secret } };
    }

    private (RunSetup Setup, Task<RunOutcome> Outcome) Start(RunConfiguration configuration, bool isChecked = true, bool writesAhead = false)
    {
        var setup = TestRuns.Setup(folder, configuration);
        var plan = RunPlanner.Plan(setup, new RunBoard(), spaces => Agent(spaces, isChecked));
        ConfigurationFile.Write(folder, configuration);
        if (writesAhead) JournalFile.Prepare(folder);
        var ended = new TaskCompletionSource<RunOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        system = ActorSystem.Create("dreamer", RunSystem.Configuration(setup));
        system.ActorOf(Props.Create(() => new RunSupervisor(plan, ended)), "run");
        return (setup, ended.Task);
    }

    private Joined Join(RunSetup setup, int count, ChunkKeep? keep = null, Guid? id = null, NodeRole role = NodeRole.Environments)
    {
        var joined = new Joined { Keep = keep ?? new ChunkKeep(1 << 28), Id = id ?? Guid.NewGuid(), Count = count, Role = role };
        var settings = new NodeSettings
        {
            Id = joined.Id,
            Role = role,
            Count = count,
            Secret = System.Text.Encoding.UTF8.GetBytes(Secret),
            Desks = actors => [actors.ActorSelection("/user/run/nodes")],
            Part = told => NodePart.Of(new ActingPlan(ConfigurationReader.ForNode(told.Configuration, []), spaces => Agent(spaces, setup.Configuration.Run.Task == "counter"))),
            Keep = joined.Keep,
            Show = joined.Saw,
            Tick = TimeSpan.FromMilliseconds(200),
        };
        var ended = new TaskCompletionSource<NodeEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        joined.Ended = ended.Task;
        joined.Actor = system!.ActorOf(Props.Create(() => new Node(settings, ended)));
        return joined;
    }

    private FakeAgent Agent(AgentSpaces spaces, bool isChecked)
    {
        var agent = isChecked ? TestRuns.CheckedAgent(spaces) : new FakeAgent(spaces);
        agents.Add(agent);
        return agent;
    }

    private async Task End()
    {
        if (system is not null) await system.Terminate();
    }

    private static async Task Until(Func<bool> holds, string what)
    {
        var deadline = DateTime.UtcNow + Limit;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!holds())
        {
            Assert.True(DateTime.UtcNow < deadline, $"waited for {what}");
            await timer.WaitForNextTickAsync();
        }
    }

    private sealed class Joined
    {
        public required ChunkKeep Keep { get; init; }

        public required Guid Id { get; init; }

        public required int Count { get; init; }

        public required NodeRole Role { get; init; }

        public Task<NodeEnd> Ended { get; set; } = null!;

        public IActorRef Actor { get; set; } = null!;

        public NodeView Newest { get; private set; } = NodeView.Empty;

        /// <summary>How often a learner has taken it in.</summary>
        public int Admissions { get; private set; }

        public void Saw(NodeView view)
        {
            if (view.Doing != Newest.Doing && view.Doing == "acting") Admissions++;
            Newest = view;
        }
    }
}
