using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Repairing;
using Spectre.Console;

namespace AkkaDreamer.Hosts.Local;

/// <summary>Says whether this machine can train: every check on a line with what was found; exit code 1 when one fails.</summary>
internal static class DoctorCommand
{
    public static int Run(Terminal terminal, RunFolder? folder, bool repairs)
    {
        if (repairs) Repair(terminal, folder ?? throw new ConfigurationException("--repair: say which run with --run DIR"));
        var findings = MachineCheck.All(folder).ToList();
        if (folder is not null) findings.AddRange(RunCheck.All(folder));
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn("").AddColumn("").AddColumn("");
        foreach (var finding in findings)
        {
            var mark = finding.Health switch { Health.Good => "[green]ok[/]", Health.Doubtful => "[yellow]mind[/]", _ => "[red]FAIL[/]" };
            table.AddRow(mark, Markup.Escape(finding.What), Markup.Escape(finding.Found));
        }

        terminal.Out.Write(table);
        var failed = findings.Count(finding => finding.Health == Health.Failed);
        terminal.Say(failed == 0 ? "This machine can train." : $"{failed} check{(failed == 1 ? "" : "s")} failed.");
        return failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Repair(Terminal terminal, RunFolder folder)
    {
        if (!File.Exists(folder.Config)) throw new ConfigurationException($"{folder} is no run folder: it has no config.json");
        var done = RunRepair.Repair(folder, RunCheck.Journal(folder));
        if (done.IsEmpty) terminal.Say($"{folder}: nothing to repair.");
        foreach (var line in done) terminal.Say($"repaired: {line}");
    }
}
