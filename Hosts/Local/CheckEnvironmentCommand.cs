using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Hosts.Local;

/// <summary>Holds a task, or the environments of somebody's assembly, to the whole contract and says everything that is wrong or worth a look.</summary>
internal static class CheckEnvironmentCommand
{
    public static int Run(Terminal terminal, string name)
    {
        var reports = new List<EnvironmentReport>();
        foreach (var check in ForeignAssembly.IsNamedBy(name) ? ForeignAssembly.Checks(name) : Checks(name))
        {
            reports.Add(check());
            terminal.Say(reports[^1].ToString());
        }

        var wrong = reports.Sum(report => report.Findings.Count(finding => !finding.IsAllowed));
        return wrong == 0 ? ExitCode.Done : throw new CommandFailedException($"'{name}' does not keep the contract: {wrong} {(wrong == 1 ? "thing is" : "things are")} wrong.");
    }

    private static IEnumerable<Func<EnvironmentReport>> Checks(string name)
    {
        TaskDescription task;
        try
        {
            task = TaskCatalog.Find(name);
        }
        catch (ArgumentException unknown)
        {
            throw new ConfigurationException(unknown.Message);
        }

        return task.Observed.Select<ObservationKind, Func<EnvironmentReport>>(observed => () => EnvironmentCheck.Run(task, new TaskOptions { Observation = observed }));
    }
}
