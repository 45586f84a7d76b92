using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Hosts.Local;

/// <summary>Holds a task, or the environments of somebody's assembly, to the whole contract and says everything that is wrong or worth a look.</summary>
internal static class CheckEnvironmentCommand
{
    public static int Run(Terminal terminal, string name, IReadOnlyList<Setting> settings)
    {
        var reports = new List<EnvironmentReport>();
        foreach (var check in ForeignAssembly.IsNamedBy(name) ? ForeignAssembly.Checks(name) : Checks(name, settings))
        {
            reports.Add(check());
            terminal.Say(reports[^1].ToString());
        }

        var wrong = reports.Sum(report => report.Findings.Count(finding => !finding.IsAllowed));
        return wrong == 0 ? ExitCode.Done : throw new CommandFailedException($"'{name}' does not keep the contract: {wrong} {(wrong == 1 ? "thing is" : "things are")} wrong.");
    }

    private static IEnumerable<Func<EnvironmentReport>> Checks(string name, IReadOnlyList<Setting> settings)
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

        // Of what a foreign environment can show, what it usually shows; of ours, everything; or what was asked for.
        if (settings.FirstOrDefault(setting => !setting.Key.StartsWith("dreamer.task.", StringComparison.Ordinal)) is { } other) throw new ConfigurationException($"{other.Source}: an environment is checked under options of dreamer.task alone");
        var options = OptionBinder.Bind(new TaskOptions { Observation = task.UsuallyObserved }, "dreamer.task", Setting.Merge(settings));
        var kinds = settings.Any(setting => setting.Key == "dreamer.task.observation") || task.UsuallyObserved == ObservationKind.Native ? [options.Observation] : task.Observed;
        return kinds.Select<ObservationKind, Func<EnvironmentReport>>(observed => () => EnvironmentCheck.Run(task, options with { Observation = observed }));
    }
}
