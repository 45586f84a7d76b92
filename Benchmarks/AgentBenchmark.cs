using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Agents.Planet;
using AkkaDreamer.Models.Agents.Presets;
using TorchSharp;

namespace AkkaDreamer.Benchmarks;

/// <summary>
/// One update of every recurrent agent at its paper's sizes and at tiny: CPU seconds with one thread. Arguments: rows (default all), "updates=N" (default 2, after one of warm-up), "threads=N" (default 1).
/// A row in a process of its own is measured most cleanly: what a process has freed it keeps.
/// </summary>
internal static class AgentBenchmark
{
    private static readonly AgentSpaces Colour = new([new InputSpec("image", true, [64, 64, 3])], false, 6), Grey = new([new InputSpec("image", true, [64, 64, 1])], true, 18),
        Vector = new([new InputSpec("vector", false, [5])], false, 1);

    private static readonly Row[] Rows =
    [
        new("dreamer-v3-2023, s, 64 x 64 image, 16 x 64", () => new DreamerAgent(DreamerV3.Settings(Generation.V2023, "s"), Colour), Colour, 16, 64),
        new("planet, paper, 64 x 64 image, 50 x 50", () => new PlanetAgent(PlaNet.Settings("paper"), Colour), Colour, 50, 50),
        new("dreamer-v1, paper, 64 x 64 image, 50 x 50", () => new DreamerAgent(DreamerV1.Settings("paper"), Colour), Colour, 50, 50),
        new("dreamer-v1-contrastive, paper, 64 x 64 image, 50 x 50", () => new DreamerAgent(DreamerV1.Settings("paper", Objective.Contrastive), Colour), Colour, 50, 50),
        new("dreamer-v2, control, 64 x 64 image, 16 x 50", () => new DreamerAgent(DreamerV2.Settings("control"), Colour), Colour, 16, 50),
        new("dreamer-v2, paper (Atari), 64 x 64 grey image, 16 x 50", () => new DreamerAgent(DreamerV2.Settings("paper"), Grey), Grey, 16, 50),
        new("mudreamer, s, 64 x 64 image, 16 x 64", () => new DreamerAgent(MuDreamer.Settings("s"), Colour), Colour, 16, 64),
        new("repo, paper, 64 x 64 image, 50 x 50", () => new DreamerAgent(RePo.Settings("paper"), Colour), Colour, 50, 50),
        new("repo, paper, 64 x 64 image, 16 x 32", () => new DreamerAgent(RePo.Settings("paper"), Colour), Colour, 16, 32),
        new("dreamer-v3-2023, tiny, vector of 5, 16 x 32", () => new DreamerAgent(DreamerV3.Settings(Generation.V2023, "tiny"), Vector), Vector, 16, 32),
        new("planet, tiny", () => new PlanetAgent(PlaNet.Settings("tiny"), Vector), Vector, 16, 32),
        new("dreamer-v1, tiny", () => new DreamerAgent(DreamerV1.Settings("tiny"), Vector), Vector, 16, 32),
        new("dreamer-v1-contrastive, tiny", () => new DreamerAgent(DreamerV1.Settings("tiny", Objective.Contrastive), Vector), Vector, 16, 32),
        new("dreamer-v2, tiny", () => new DreamerAgent(DreamerV2.Settings("tiny"), Vector), Vector, 16, 32),
        new("mudreamer, tiny", () => new DreamerAgent(MuDreamer.Settings("tiny"), Vector), Vector, 16, 32),
        new("repo, tiny", () => new DreamerAgent(RePo.Settings("tiny"), Vector), Vector, 16, 32),
    ];

    public static void Run(string[] arguments)
    {
        int Option(string name, int otherwise) =>
            arguments.FirstOrDefault(argument => argument.StartsWith(name + "=", StringComparison.Ordinal)) is { } found
                ? int.Parse(found[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture)
                : otherwise;
        var updates = Option("updates", 2);
        var chosen = arguments.Where(argument => int.TryParse(argument, out _)).Select(int.Parse).ToHashSet();
        torch.set_num_threads(Option("threads", 1));
        Console.WriteLine($"threads {torch.get_num_threads()}, {updates} updates after 1 of warm-up");
        Console.WriteLine("row agent                                                         CPU s  wall s  model  behaviour  peak GB");
        for (var number = 1; number <= Rows.Length; number++)
        {
            if (chosen.Count > 0 && !chosen.Contains(number)) continue;
            var row = Rows[number - 1];
            var cost = OneUpdate.Measure(row.Agent(), RandomExperience.Batch(row.Spaces, row.Batch, row.Length, new RandomState(3)), 1, updates);
            Console.WriteLine(FormattableString.Invariant($"{number,2}  {row.Name,-58} {cost.Cpu,8:0.000} {cost.Wall,7:0.000} {cost.Model,6:0.000} {cost.Behaviour,10:0.000} {OneUpdate.PeakMemory,8:0.00}"));
        }
    }

    private sealed record Row(string Name, Func<IAgent> Agent, AgentSpaces Spaces, int Batch, int Length);
}
