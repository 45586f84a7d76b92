using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Environments;
using Spectre.Console;

namespace AkkaDreamer.Hosts.Local;

/// <summary>Lists the tasks.</summary>
internal static class TasksCommand
{
    public static int Run(Terminal terminal)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("task").AddColumn("what is to be done").AddColumn("observation").AddColumn("repeat").AddColumn("random play").AddColumn("solved");
        foreach (var column in table.Columns.Skip(3)) column.RightAligned();
        foreach (var task in TaskCatalog.All)
        {
            table.AddRow(
                Markup.Escape(task.Name), Markup.Escape(task.Description), string.Join(", ", task.Observed.Select(kind => OptionText.Kebab(kind.ToString()))),
                task.Repeat.ToString(), task.RandomReturn.ToString("g3"), task.SolvedReturn.ToString("g3"));
        }

        terminal.Out.Write(table);
        foreach (var family in TaskCatalog.Families.Where(family => family.Tasks.IsEmpty)) terminal.Say($"{family.Name}:... {family.Help}");
        terminal.Say("Train on one with --task NAME; choose what is seen with --set dreamer.task.observation=vector|image|both. Returns are sums of rewards of whole episodes.");
        return ExitCode.Done;
    }
}
