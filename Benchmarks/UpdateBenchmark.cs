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
        var cost = OneUpdate.Measure(new DreamerAgent(row.Settings, row.Spaces), row.Batch(new RandomState(3)), 2, updates);
        Console.WriteLine(FormattableString.Invariant(
            $"{row.Number}   {row.Name,-52} {cost.Cpu,6:0.000} {cost.Wall,7:0.000} {cost.Model,6:0.000} {cost.Behaviour,10:0.000} {row.Target,7:0.00} {OneUpdate.PeakMemory,8:0.00}"));
    }
}
