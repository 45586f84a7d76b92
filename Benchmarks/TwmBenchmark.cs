using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Twm;
using AkkaDreamer.Models.Networks;
using TorchSharp;

namespace AkkaDreamer.Benchmarks;

/// <summary>
/// One update of TWM in CPU seconds on one thread, and what its memory saves: the same with the whole window recomputed at every imagined step. Arguments: rows (default all), "updates=N" (default 3),
/// "precision=auto|float32|bfloat16", "threads=N" (default 1).
/// </summary>
internal static class TwmBenchmark
{
    private static readonly Row[] Rows =
    [
        new(1, "paper (4 grey frames, 100 x 16, 400 x 15)", TwmPresets.Settings("paper"), new AgentSpaces([new InputSpec("image", true, [64, 64, 4])], true, 18), 100, 17),
        new(2, "tiny, board of 50, 16 x 9, 64 x 10", TwmPresets.Settings("tiny"), new AgentSpaces([new InputSpec("board", false, [50])], true, 3), 16, 10),
        new(3, "tiny, image 64 x 64 x 3, 16 x 9, 64 x 10", TwmPresets.Settings("tiny"), new AgentSpaces([new InputSpec("image", true, [64, 64, 3])], true, 3), 16, 10),
    ];

    public static void Run(string[] arguments)
    {
        string Option(string name, string otherwise) =>
            arguments.FirstOrDefault(argument => argument.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? otherwise;
        var updates = int.Parse(Option("updates", "3"), System.Globalization.CultureInfo.InvariantCulture);
        var precision = Enum.Parse<Precision>(Option("precision", "auto"), ignoreCase: true);
        var chosen = arguments.Where(argument => int.TryParse(argument, out _)).Select(int.Parse).ToHashSet();
        torch.set_num_threads(int.Parse(Option("threads", "1"), System.Globalization.CultureInfo.InvariantCulture));
        Console.WriteLine($"threads {torch.get_num_threads()}, {updates} updates after 1 of warm-up, precision {precision}");
        Console.WriteLine("row configuration                                 memory      CPU s  wall s   model  behaviour  peak GB");
        foreach (var row in Rows.Where(row => chosen.Count == 0 || chosen.Contains(row.Number)))
        {
            foreach (var keeps in (bool[])[true, false])
                Measure(row with { Settings = row.Settings with { Precision = precision, Behaviour = row.Settings.Behaviour with { KeepMemory = keeps } } }, updates);
        }
    }

    private static void Measure(Row row, int updates)
    {
        var batch = RandomExperience.Batch(row.Spaces, row.Batch, row.Length, new RandomState(3));
        var cost = OneUpdate.Measure(new TwmAgent(row.Settings, row.Spaces), batch, 1, updates);
        Console.WriteLine(FormattableString.Invariant(
            $"{row.Number}   {row.Name,-45} {(row.Settings.Behaviour.KeepMemory ? "kept" : "recomputed"),-10} {cost.Cpu,6:0.000} {cost.Wall,7:0.000} {cost.Model,7:0.000} {cost.Behaviour,10:0.000} {OneUpdate.PeakMemory,8:0.00}"));
    }

    private sealed record Row(int Number, string Name, TwmSettings Settings, AgentSpaces Spaces, int Batch, int Length);
}
