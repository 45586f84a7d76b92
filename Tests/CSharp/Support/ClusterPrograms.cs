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
/// In place of PORT there may be HOST:PORT (and a node is told its own HOST behind LOG): then the times are those of akka.hocon; on loopback they are shorter.
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
    public static RunSetup Setup(RunFolder folder, string port, long steps)
    {
        var configuration = TestRuns.Counter(Schedule.Overlapped, steps, environments: 1);
        var cluster = At(port);
        return TestRuns.Setup(folder, configuration with { Cluster = cluster }) with { Akka = Akka(cluster) };
    }

    public static async Task<int> Learner(string path, string port, long steps)
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
    public static RunSetup Setup(RunFolder folder, string port, long steps, string connection)
    {
        var setup = Setup(folder, port, steps);
        return setup with { Configuration = setup.Configuration with { Journal = new JournalOptions { Database = JournalDatabase.Postgresql, Connection = connection } } };
    }

    public static async Task<int> Standby(string path, string port, long steps, string connection)
    {
        FakeAgent? agent = null;
        await using var training = TrainingRun.Start(Setup(new RunFolder(path), port, steps, connection), spaces => agent = TestRuns.CheckedAgent(spaces));
        await Say(() => $"learner {training.View.Phase}, steps {training.View.Steps}", training.Outcome);
        foreach (var violation in agent!.Violations) Console.WriteLine($"violation {violation}");
        var outcome = await training.Outcome;
        Console.WriteLine($"outcome {outcome.End} {outcome.Line}");
        return outcome.End == RunEnd.BudgetReached ? 0 : 1;
    }

    public static async Task<int> Node(string ports, int count, string secret, string log, string host)
    {
        FakeAgent? agent = null;
        var cluster = At($"{host}:0") with { Secret = secret, Seeds = [.. ports.Split(',').Select(At).Select(one => $"{one.Host}:{one.Port}")] };
        var settings = new NodeProcessSettings
        {
            Cluster = cluster,
            Role = NodeRole.Environments,
            Count = count,
            Akka = Akka(cluster),
            Log = log,
            Part = told => NodePart.Of(new ActingPlan(ConfigurationReader.ForNode(told.Configuration, []), spaces => agent = TestRuns.CheckedAgent(spaces))),
        };
        if (!cluster.Insecure) settings = settings with { Silence = TimeSpan.FromSeconds(4), GiveUp = TimeSpan.FromSeconds(12) };
        var node = new NodeProcess(settings);
        using var stop = new CancellationTokenSource();
        using var interrupts = new Interrupts(stop.Cancel, () => Environment.Exit(130));
        var ended = Task.Run(() => node.RunAsync(stop.Token));
        await Say(() => $"node {node.View.Doing}, kept {node.View.Kept}, systems {node.Systems}", ended);
        var end = await ended;
        Console.WriteLine($"end {end.Kind} {end.Line}");
        foreach (var violation in agent?.Violations ?? []) Console.WriteLine($"violation {violation}");
        return end.Kind is NodeEndKind.RunOver or NodeEndKind.Stopped ? 0 : 1;
    }

    // PORT, or HOST:PORT outside loopback.
    private static ClusterOptions At(string port) => port.Split(':') is [var host, var number] && !ClusterOptions.IsLoopback(host)
        ? new ClusterOptions { Host = host, Port = int.Parse(number), Secret = Secret, Insecure = true }
        : new ClusterOptions { Port = int.Parse(port.Split(':')[^1]), Secret = Secret };

    private static string Akka(ClusterOptions cluster) => cluster.Insecure ? TestRuns.Akka : TestRuns.Akka + "\n" + Fast;

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
