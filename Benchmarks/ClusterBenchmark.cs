using System.Diagnostics;
using System.Globalization;
using AkkaDreamer.Actors.Cluster;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Benchmarks;

/// <summary>
/// How collecting grows with nodes: environments that sleep (so that the machine's cores are not what is measured), train ratio 0, and 1, 2 and 4 processes that join. <c>cluster [SECONDS a row] [ENVIRONMENTS a node]</c>.
/// </summary>
public static class ClusterBenchmark
{
    private const string Task = "sleeping";
    private const string Secret = "a secret of the benchmarks";
    private const string Node = "--node"; // this program started again, to be one
    private const int StepMilliseconds = 10;

    /// <summary>Prints one row per number of nodes; or is a node, for <c>--node PORT ENVIRONMENTS</c>.</summary>
    public static void Run(string[] arguments)
    {
        // The learner must have an environment of its own; it hardly steps.
        TaskCatalog.Register(new TaskDescription(Task, "Sleeps for each step.", [ObservationKind.Vector], 1, 0, 0, 1, _ => new Sleeper(arguments is [Node, ..] ? StepMilliseconds : 1_000)));
        if (arguments is [Node, var at, var count])
        {
            Join(int.Parse(at, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture));
            return;
        }

        var seconds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 15;
        var environments = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 8;
        Console.WriteLine($"{environments} environments a node, {StepMilliseconds} ms a step: at most {environments * 1000 / StepMilliseconds} steps/s a node");
        Console.WriteLine("| nodes | steps/s | times the row before | bytes on the wire a step | s from a node's start to its first stored steps |");
        Console.WriteLine("|---|---|---|---|---|");
        var before = 0.0;
        foreach (var nodes in (int[])[1, 2, 4]) before = Row(nodes, environments, seconds, before);
    }

    private static double Row(int nodes, int environments, int seconds, double before)
    {
        var path = Directory.CreateTempSubdirectory("cluster-benchmark").FullName;
        var children = new List<Process>();
        var port = 4_100 + nodes;
        string[] options =
        [
            $"run.task={Task}", "run.size=debug", "run.steps=100000000", "evaluation.every=0", "replay.train-ratio=0", "replay.prefill=4000000", "metrics.tensor-board=false",
            $"cluster.port={port}", $"cluster.secret={Secret}", $"cluster.most-environments={nodes * environments}",
        ];
        var setup = new ConfigurationReader(ConfigurationReader.DefaultFile).Resolve([.. options.Select(option => ConfigurationReader.Parse($"dreamer.{option}"))], new RunFolder(Path.Combine(path, "run")));
        var run = TrainingRun.Start(setup);
        try
        {
            Wait(() => run.View.Phase == "training");
            var began = run.View.Steps;
            var started = Stopwatch.GetTimestamp();
            for (var node = 0; node < nodes; node++)
                children.Add(Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(ClusterBenchmark).Assembly.Location, "cluster", Node, $"{port}", $"{environments}"]) { WorkingDirectory = path })!);
            Wait(() => run.View.Steps > began + (2 * setup.Configuration.Replay.Chunk)); // its own takes 16 s for a chunk
            var first = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Wait(() => run.View.Values.GetValueOrDefault("cluster/environments") >= nodes * environments - 0.5);
            var (steps, bytes, at) = (run.View.Steps, BytesOnLoopback(), Stopwatch.GetTimestamp());
            Thread.Sleep(TimeSpan.FromSeconds(seconds));
            var (more, sent, took) = (run.View.Steps - steps, BytesOnLoopback() - bytes, Stopwatch.GetElapsedTime(at).TotalSeconds);
            var rate = more / took;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {nodes} | {rate:N0} | {(before > 0 ? (rate / before).ToString("0.00", CultureInfo.InvariantCulture) : "")} | {(more > 0 ? sent / (double)more : 0):N0} | {first:0.0} |"));
            return rate;
        }
        finally
        {
            foreach (var child in children) child.Kill();
            run.DisposeAsync().AsTask().GetAwaiter().GetResult();
            Directory.Delete(path, true);
        }
    }

    private static void Join(int port, int count)
    {
        var reader = new ConfigurationReader(ConfigurationReader.DefaultFile);
        var settings = new NodeProcessSettings
        {
            Cluster = new ClusterOptions { Port = 0, Secret = Secret, Seeds = [$"127.0.0.1:{port}"] },
            Role = NodeRole.Environments,
            Count = count,
            Akka = reader.Akka([]),
            Log = $"node-{Environment.ProcessId}.log",
            Part = NodeProcessSettings.PartUnder([]),
        };
        new NodeProcess(settings).RunAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    private static void Wait(Func<bool> holds)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!holds())
        {
            if (Stopwatch.GetElapsedTime(begun) > TimeSpan.FromMinutes(2)) throw new TimeoutException("nothing happens");
            Thread.Sleep(20);
        }
    }

    /// <summary>Everything that went over the loopback, headers included: of this machine, so nothing else may use it much.</summary>
    private static long BytesOnLoopback() =>
        File.Exists("/proc/net/dev") ? long.Parse(File.ReadLines("/proc/net/dev").First(line => line.TrimStart().StartsWith("lo:", StringComparison.Ordinal)).Split(':')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture) : 0;

    private sealed class Sleeper(int milliseconds) : IEnvironment
    {
        private int steps;

        public EnvironmentSpaces Spaces { get; } = EnvironmentSpaces.Of(ContinuousActions.Unit(6), ObservationSpace.Vector("state", 24));

        public EnvironmentStep Reset(ulong seed)
        {
            steps = 0;
            return EnvironmentStep.First(Observation.OfAll(new float[24]));
        }

        public EnvironmentStep Step(ReadOnlySpan<float> action)
        {
            Thread.Sleep(milliseconds);
            return ++steps < 500 ? EnvironmentStep.Next(Observation.OfAll(new float[24]), 1) : EnvironmentStep.End(Observation.OfAll(new float[24]), 1);
        }

        public void Dispose()
        {
        }
    }
}
