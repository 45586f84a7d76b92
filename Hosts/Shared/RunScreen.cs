using System.Globalization;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Environments;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AkkaDreamer.Hosts;

/// <summary>
/// What the live view shows of a run: what is learned (returns, losses), how fast, what each part waits for, what it costs in memory, and where the results are. A pure function of the view.
/// </summary>
public sealed class RunScreen(RunSetup setup, string stack)
{
    private const int Bars = 48;
    private const int Losses = 8;
    private readonly RunOptions run = setup.Configuration.Run;
    private readonly TaskDescription task = TaskCatalog.Find(setup.Configuration.Run.Task);

    /// <summary>The screen; <paramref name="stopping"/>: somebody asked the run to stop.</summary>
    public IRenderable Of(RunView view, bool stopping) => new Rows(
        new Rule($"[bold]AkkaDreamer[/]  {Markup.Escape(run.Agent)} {Markup.Escape(run.Size)} on {Markup.Escape(run.Task)}, seed {run.Seed}, {OptionText.Kebab(run.Schedule.ToString())}") { Justification = Justify.Left },
        new Markup($"{Progress(view)}   [grey]{Markup.Escape(view.Phase)}[/]"),
        new Columns(Panel("learned", Learned(view)), Panel("speed and memory", Speed(view))) { Expand = false },
        new Columns(Panel("losses", LossesOf(view)), Panel("waiting", Waiting(view))) { Expand = false },
        view.LastFault is null ? new Text("") : new Markup($"[yellow]last fault: {Markup.Escape(view.LastFault)}[/]"),
        new Markup($"[grey]results in {Markup.Escape(setup.Folder.Path)}   stack: {Markup.Escape(stack)}[/]"),
        new Markup(stopping ? "[yellow]stopping: writing a checkpoint; Ctrl-C again leaves at once[/]" : "[grey]Ctrl-C: checkpoint and leave; the same command goes on[/]"));

    /// <summary>The same in one line, for logs.</summary>
    public string Line(RunView view)
    {
        var evaluation = view.Evaluations.IsEmpty ? "" : $", evaluation {Number(view.Evaluations[^1].Return)}";
        var waits = view.Waits.Count == 0 ? "" : $"; waiting: {string.Join(", ", view.Waits.Select(wait => $"{wait.Key} for {wait.Value}"))}";
        return $"{view.Phase}: step {view.Steps} of {run.Steps}, update {view.Updates}, return {(view.MeanReturn is { } mean ? Number(mean) : "-")}{evaluation}, "
            + $"{Number(view.StepsPerSecond)} steps/s, {Number(view.UpdatesPerSecond)} updates/s, train ratio {Number(view.TrainRatio)}{waits}";
    }

    private string Progress(RunView view)
    {
        var share = Math.Clamp((double)view.Steps / run.Steps, 0, 1);
        var done = (int)Math.Round(share * Bars);
        var left = view.StepsPerSecond > 0 && view.Steps < run.Steps ? $", about {Time((run.Steps - view.Steps) / view.StepsPerSecond)} left" : "";
        return $"[green]{new string('━', done)}[/][grey]{new string('━', Bars - done)}[/] {share:0%}  step {view.Steps:N0} of {run.Steps:N0}, {Time(view.Seconds)}{left}";
    }

    private Grid Learned(RunView view)
    {
        var evaluations = view.Evaluations.Select(evaluation => evaluation.Return).ToArray();
        return Table(
            ("evaluation", evaluations.Length == 0 ? "[grey]not yet[/]" : $"[bold]{Number(evaluations[^1])}[/] {Sparkline.Of(evaluations, 24)}"),
            ("training", view.MeanReturn is { } mean ? $"{Number(mean)} {Sparkline.Of(view.RecentReturns, 24)}" : "[grey]no episode yet[/]"),
            ("random / solved", double.IsNaN(task.RandomReturn) ? "not known" : $"{Number(task.RandomReturn)} / {Number(task.SolvedReturn)}"),
            ("episodes", view.Episodes.ToString("N0", CultureInfo.InvariantCulture)));
    }

    private Grid Speed(RunView view) => Table(
        ("acting", $"{Number(view.StepsPerSecond)} steps/s"),
        ("learning", $"{Number(view.UpdatesPerSecond)} updates/s, {view.Updates:N0} so far"),
        ("train ratio", $"{Number(view.TrainRatio)} of {Number(setup.Configuration.Replay.TrainRatio)}"),
        ("replay", $"{view.HeldSteps:N0} steps, {Size(view.HeldBytes)} of {Size(setup.Configuration.Replay.Bytes)}"),
        ("process", Size(Environment.WorkingSet)));

    private static Grid LossesOf(RunView view)
    {
        var losses = view.Values.Where(value => value.Key.StartsWith("loss/", StringComparison.Ordinal)).Take(Losses).Select(value => (Markup.Escape(value.Key["loss/".Length..]), Number(value.Value))).ToArray();
        return losses.Length == 0 ? Table(("no update yet", "")) : Table(losses);
    }

    private static Grid Waiting(RunView view)
    {
        var parts = view.Values.Where(value => value.Key.StartsWith("waiting/", StringComparison.Ordinal)).ToDictionary(value => value.Key["waiting/".Length..], value => value.Value);
        foreach (var name in view.Waits.Keys) parts.TryAdd(name, 1);
        var rows = parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part =>
            (Markup.Escape(part.Key), $"{part.Value,4:0%}{(view.Waits.TryGetValue(part.Key, out var what) ? $"  [yellow]for {Markup.Escape(what)}[/]" : "")}")).ToArray();
        return rows.Length == 0 ? Table(("nobody", "")) : Table(rows);
    }

    private static Panel Panel(string title, IRenderable content) => new(content) { Header = new PanelHeader($" {title} "), Border = BoxBorder.Rounded };

    private static Grid Table(params (string Name, string Value)[] rows)
    {
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true }).AddColumn(new GridColumn { NoWrap = true });
        foreach (var (name, value) in rows) grid.AddRow($"[grey]{name}[/]", value);
        return grid;
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) is >= 1000 or 0 ? "N0" : "G4", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes >= 1L << 30 ? $"{bytes / (double)(1L << 30):0.00} GiB" : $"{bytes / (double)(1L << 20):0} MiB";

    private static string Time(double seconds) => TimeSpan.FromSeconds(Math.Round(seconds)) is { TotalHours: >= 1 } hours ? $"{(int)hours.TotalHours} h {hours.Minutes:00} min" : $"{(int)(seconds / 60)} min {seconds % 60:00} s";
}
