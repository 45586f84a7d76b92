using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Benchmarks;

/// <summary>
/// Steps a second through child processes: one 64 x 64 x 3 Python environment that computes nothing, over shared memory and over pipes; sixteen of them in one process, in one message a step; and .NET tasks here and isolated.
/// Arguments: "python=PATH", "path=FOLDER" and "import=MODULE" of a Gymnasium with an ID Endless-v0 (default: the tests' stand-in, from the repository's root), "seconds=N" per row (default 3). The first second is not counted.
/// </summary>
internal static class BridgeBenchmark
{
    private const int Together = 16;

    public static void Run(string[] arguments)
    {
        string Argument(string name, string usual) => arguments.FirstOrDefault(argument => argument.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? usual;
        var seconds = double.Parse(Argument("seconds", "3"), CultureInfo.InvariantCulture);
        var gym = new GymOptions { Python = Argument("python", "/usr/bin/python3"), Path = Argument("path", Path.GetFullPath("Tests/CSharp/Environments/Gym/StandIn")), Import = Argument("import", "worlds") };
        Console.WriteLine("| what | steps a second |");
        Console.WriteLine("|---|---|");
        foreach (var shares in new[] { true, false })
        {
            using var world = TaskCatalog.Open("gym:Endless-v0", new TaskOptions { Observation = ObservationKind.Native, Gym = gym with { SharedMemory = shares } });
            Row($"Python, 64 x 64 x 3, {(shares ? "shared memory" : "pipes")}", seconds, Played(world), 1);
        }

        foreach (var shares in new[] { true, false }) Batch(gym with { SharedMemory = shares }, seconds);
        foreach (var task in new[] { "catch", "cartpole-balance" })
        {
            var options = new TaskOptions { Observation = ObservationKind.Image };
            using (var here = TaskCatalog.Open(task, options)) Row($"{task}, image, in this process", seconds, Played(here), 1);
            using (var there = IsolatedEnvironment.Open(task, options, ProcessLimits.Default)) Row($"{task}, image, in a child process", seconds, Played(there), 1);
        }
    }

    private static void Batch(GymOptions gym, double seconds)
    {
        using var process = GymEnvironment.Start(gym, ProcessLimits.Default);
        var numbers = new int[Together];
        for (var i = 0; i < Together; i++)
        {
            numbers[i] = process.Make(new JsonObject { ["id"] = "Endless-v0", ["arguments"] = new JsonObject(), ["observation"] = "Native", ["action_bound"] = 0, ["most_choices"] = 2 }).Number;
            process.Reset(numbers[i], 1);
        }

        var actions = Enumerable.Range(0, Together).Select(i => ActionVector.OneHot(i % 4, 4)).ToArray();
        Row($"the same, {Together} environments in one process and message, {(gym.SharedMemory ? "shared memory" : "pipes")}", seconds, () => process.Step(numbers, actions), Together);
    }

    private static Action Played(IEnvironment world)
    {
        var (random, step, seed) = (new EpisodeRandom(1), world.Reset(0), 1UL);
        var actions = Enumerable.Range(0, 64).Select(_ => ActionVector.Random(world.Spaces.Actions, random)).ToArray();
        var next = 0;
        return () => step = step.IsLast ? world.Reset(seed++) : world.Step(actions[next++ & 63]);
    }

    private static void Row(string what, double seconds, Action act, int together)
    {
        for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < 1;) act();
        var (steps, clock) = (0L, Stopwatch.StartNew());
        for (; clock.Elapsed.TotalSeconds < seconds; steps += together) act();
        Console.WriteLine(FormattableString.Invariant($"| {what} | {steps / clock.Elapsed.TotalSeconds:N0} |"));
    }
}
