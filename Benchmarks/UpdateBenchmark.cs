using System.Diagnostics;
using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Dreamer;
using TorchSharp;

namespace AkkaDreamer.Benchmarks;

/// <summary>
/// One update of DreamerV3 2023 (world model, imagination, actor and critic) in the five configurations that are compared with dreamerv3-torch: CPU seconds with one thread, and wall seconds with two.
/// Arguments: rows (default all), "updates=N" (default 5), "threads=N" (default 1), "precision=auto|float32|bfloat16".
/// </summary>
internal static class UpdateBenchmark
{
    public static void Run(string[] arguments)
    {
        string Option(string name, string otherwise) =>
            arguments.FirstOrDefault(argument => argument.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? otherwise;
        var updates = int.Parse(Option("updates", "5"), System.Globalization.CultureInfo.InvariantCulture);
        var precision = Enum.Parse<Models.Networks.Precision>(Option("precision", "auto"), ignoreCase: true);
        var chosen = arguments.Where(argument => int.TryParse(argument, out _)).Select(int.Parse).ToHashSet();
        torch.set_num_threads(int.Parse(Option("threads", "1"), System.Globalization.CultureInfo.InvariantCulture));
        Console.WriteLine($"threads {torch.get_num_threads()}, {updates} updates after 2 of warm-up, precision {precision}");
        Console.WriteLine("row configuration                                        CPU s  wall s  model  behaviour  target  peak GB");
        foreach (var row in UpdateConfiguration.All)
        {
            if (chosen.Count > 0 && !chosen.Contains(row.Number)) continue;
            Measure(row with { Settings = row.Settings with { Precision = precision } }, updates);
        }
    }

    private static void Measure(UpdateConfiguration row, int updates)
    {
        var agent = new DreamerAgent(row.Settings, row.Spaces);
        using var model = agent.CreateWorldModel(1);
        using var behaviour = agent.CreateBehaviour(2);
        var batch = row.Batch(new RandomState(3));
        var (modelTime, behaviourTime) = (0.0, 0.0);
        var (cpu, wall) = (TimeSpan.Zero, new Stopwatch());
        for (var update = -2; update < updates; update++)
        {
            if (update == 0)
            {
                cpu = Process.GetCurrentProcess().TotalProcessorTime;
                wall.Start();
                modelTime = behaviourTime = 0;
            }

            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var result = model.Train(batch, exact: false);
            var between = Process.GetCurrentProcess().TotalProcessorTime;
            behaviour.Train(result.Start);
            result.Start.Dispose();
            modelTime += (between - before).TotalSeconds;
            behaviourTime += (Process.GetCurrentProcess().TotalProcessorTime - between).TotalSeconds;
        }

        var spent = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds / updates;
        Console.WriteLine(FormattableString.Invariant(
            $"{row.Number}   {row.Name,-52} {spent,6:0.000} {wall.Elapsed.TotalSeconds / updates,7:0.000} {modelTime / updates,6:0.000} {behaviourTime / updates,10:0.000} {row.Target,7:0.00} {Process.GetCurrentProcess().PeakWorkingSet64 / 1e9,8:0.00}"));
    }
}
