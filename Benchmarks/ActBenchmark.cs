using System.Diagnostics;
using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Dreamer;
using TorchSharp;

namespace AkkaDreamer.Benchmarks;

/// <summary>Decisions per second for one environment, one thread, in the first two configurations of <see cref="UpdateConfiguration"/>. Arguments: "steps=N" (default 1000).</summary>
internal static class ActBenchmark
{
    private static readonly Dictionary<int, int> Comparison = new() { [1] = 1100, [2] = 540 };

    public static void Run(string[] arguments)
    {
        var given = arguments.FirstOrDefault(argument => argument.StartsWith("steps=", StringComparison.Ordinal));
        var steps = given is null ? 1000 : int.Parse(given["steps=".Length..], System.Globalization.CultureInfo.InvariantCulture);
        torch.set_num_threads(1);
        Console.WriteLine("row configuration                                        per second of wall  of CPU  dreamerv3-torch");
        foreach (var row in UpdateConfiguration.All.Where(row => Comparison.ContainsKey(row.Number))) Measure(row, steps);
    }

    private static void Measure(UpdateConfiguration row, int steps)
    {
        var agent = new DreamerAgent(row.Settings, row.Spaces);
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        using var policy = agent.CreatePolicy();
        policy.Load(model.Capture(), behaviour.Capture());
        var (random, state) = (new RandomState(3), (PolicyState?)null);
        var observation = row.Spaces.Inputs.Select(input => input.IsImage ? (Array)new byte[input.Count] : new float[input.Count]).ToArray();
        var (cpu, wall) = (TimeSpan.Zero, new Stopwatch());
        for (var step = -100; step < steps; step++)
        {
            if (step == 0)
            {
                cpu = Process.GetCurrentProcess().TotalProcessorTime;
                wall.Start();
            }

            state = policy.Act(observation, state, random).State;
        }

        var spent = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        Console.WriteLine(FormattableString.Invariant($"{row.Number}   {row.Name,-52} {steps / wall.Elapsed.TotalSeconds,18:0} {steps / spent,7:0} {Comparison[row.Number],16}"));
    }
}
