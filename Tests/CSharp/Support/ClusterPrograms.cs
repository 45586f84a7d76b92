using System.Text;
using Akka.Actor;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Hosts;

namespace AkkaDreamer.Tests.Support;

/// <summary>
/// The processes of a cluster as programs that a test may kill: <c>cluster-learner FOLDER PORT STEPS</c> runs the counter task with one environment of its own and prints <c>steps N</c> while it goes on; <c>cluster-node PORT COUNT
/// SECRET LOG</c> joins it (PORT may be several) and prints what it does; <c>cluster-standby FOLDER PORT STEPS CONNECTION</c> learns or stands by, and prints which, and its steps. All print every fault that the counter task finds, as <c>violation</c>.
/// </summary>
public static class ClusterPrograms
{
    public const string Secret = "a secret of the tests";

    // A busy machine must not look like a dead one, and a dead one must not take long: between the two.
    private const string Fast = """
        akka.cluster {
          gossip-interval = 200ms
          leader-actions-interval = 200ms
          unreachable-nodes-reaper-interval = 300ms
          periodic-tasks-initial-delay = 200ms
          retry-unsuccessful-join-after = 1s
          seed-node-timeout = 1s
          failure-detector { heartbeat-interval = 400ms, acceptable-heartbeat-pause = 2500ms, expected-response-after = 400ms }
          split-brain-resolver { stable-after = 1500ms, down-all-when-unstable = 10s }
        }
        dreamer.learner-lease { heartbeat-timeout = 3s, heartbeat-interval = 500ms }

        """;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>The run of a learner in a folder.</summary>
    public static RunSetup Setup(RunFolder folder, int port, long steps)
    {
        var configuration = TestRuns.Counter(Schedule.Overlapped, steps, environments: 1);
        var setup = TestRuns.Setup(folder, configuration with { Cluster = new ClusterOptions { Port = port, Secret = Secret } });
        return setup with { Akka = setup.Akka + "\n" + Fast };
    }

    public static async Task<int> Learner(string path, int port, long steps)
    {
        var setup = Setup(new RunFolder(path), port, steps);
        using var folderLock = RunFolderLock.Take(setup.Folder);
        FakeAgent? agent = null;
        var board = new RunBoard();
        var plan = RunPlanner.Plan(setup, board, spaces => agent = TestRuns.CheckedAgent(spaces));
        ConfigurationFile.Write(setup.Folder, setup.Configuration);
        var (replay, layout, file) = (plan.Replay, ChildProgram.Layout(), Path.Combine(path, ChildProgram.Acknowledged));
        plan = plan with { Replay = supervisor => Props.Create(() => new AckRecorder(replay, supervisor, layout, file)) };
        var ended = new TaskCompletionSource<RunOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var system = ActorSystem.Create(ClusterSystem.Name, RunSystem.Configuration(setup));
        var supervisor = system.ActorOf(Props.Create(() => new RunSupervisor(plan, ended)), "run");
        using var interrupts = new Interrupts(() => supervisor.Tell(new StopRun("SIGTERM")), () => Environment.Exit(130));
        ClusterSystem.Begin(system, setup.Configuration.Cluster);
        await Say(() => $"steps {board.Current.Steps}", ended.Task);
        foreach (var violation in agent!.Violations) Console.WriteLine($"violation {violation}");
        var outcome = await ended.Task;
        await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        Console.WriteLine($"outcome {outcome.End} {outcome.Line}");
        return outcome.End is RunEnd.BudgetReached or RunEnd.Stopped ? 0 : 1;
    }

    /// <summary>The run of learners that stand in for each other.</summary>
    public static RunSetup Setup(RunFolder folder, int port, long steps, string connection)
    {
        var setup = Setup(folder, port, steps);
        return setup with { Configuration = setup.Configuration with { Journal = new JournalOptions { Database = JournalDatabase.Postgresql, Connection = connection } } };
    }

    public static async Task<int> Standby(string path, int port, long steps, string connection)
    {
        FakeAgent? agent = null;
        await using var training = TrainingRun.Start(Setup(new RunFolder(path), port, steps, connection), spaces => agent = TestRuns.CheckedAgent(spaces));
        await Say(() => $"learner {training.View.Phase}, steps {training.View.Steps}", training.Outcome);
        foreach (var violation in agent!.Violations) Console.WriteLine($"violation {violation}");
        var outcome = await training.Outcome;
        Console.WriteLine($"outcome {outcome.End} {outcome.Line}");
        return outcome.End == RunEnd.BudgetReached ? 0 : 1;
    }

    public static async Task<int> Node(string ports, int count, string secret, string log)
    {
        FakeAgent? agent = null;
        var node = new NodeProcess(new NodeProcessSettings
        {
            Cluster = new ClusterOptions { Port = 0, Secret = secret, Seeds = [.. ports.Split(',').Select(port => $"127.0.0.1:{port}")] },
            Role = NodeRole.Environments,
            Count = count,
            Akka = TestRuns.Akka + "\n" + Fast,
            Log = log,
            Silence = TimeSpan.FromSeconds(4),
            GiveUp = TimeSpan.FromSeconds(12),
            Part = told => NodePart.Of(new ActingPlan(ConfigurationReader.ForNode(told.Configuration, []), spaces => agent = TestRuns.CheckedAgent(spaces))),
        });
        using var stop = new CancellationTokenSource();
        using var interrupts = new Interrupts(stop.Cancel, () => Environment.Exit(130));
        var ended = Task.Run(() => node.RunAsync(stop.Token));
        await Say(() => $"node {node.View.Doing}, kept {node.View.Kept}, systems {node.Systems}", ended);
        var end = await ended;
        Console.WriteLine($"end {end.Kind} {end.Line}");
        foreach (var violation in agent?.Violations ?? []) Console.WriteLine($"violation {violation}");
        return end.Kind is NodeEndKind.RunOver or NodeEndKind.Stopped ? 0 : 1;
    }

    private static async Task Say(Func<string> what, Task until)
    {
        var said = new StringBuilder();
        using var timer = new PeriodicTimer(Look);
        while (!until.IsCompleted)
        {
            var now = what();
            if (now != said.ToString()) Console.WriteLine(now);
            said.Clear().Append(now);
            await Task.WhenAny(until, timer.WaitForNextTickAsync().AsTask());
        }
    }
}
