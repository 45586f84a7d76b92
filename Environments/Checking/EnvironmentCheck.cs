namespace AkkaDreamer.Environments;

/// <summary>
/// Holds an environment to the whole contract of <see cref="IEnvironment"/> by playing it, and gathers everything that is wrong (<see cref="ContractRule"/>) or allowed and seldom meant.
/// For tests (<c>Assert.True(report.IsInOrder, report.Wrong)</c>), for one's own program, and behind <c>check-environment</c>.
/// </summary>
public static class EnvironmentCheck
{
    /// <summary>
    /// Checks environments that <paramref name="open"/> makes: bare ones, without wrappers that would hide what they do. It is called about ten times, and some of them are played at the same time (on one thread). Throws nothing that
    /// they throw; what they throw is a finding.
    /// </summary>
    public static EnvironmentReport Run(string name, Func<IEnvironment> open, EnvironmentCheckOptions? options = null) => new EnvironmentInspection(name, open, options ?? new EnvironmentCheckOptions()).Run();

    /// <summary>Checks the bare environment of a task under options of the task; its time limit is that of the options or its own.</summary>
    public static EnvironmentReport Run(TaskDescription task, TaskOptions taskOptions, EnvironmentCheckOptions? options = null)
    {
        options ??= new EnvironmentCheckOptions();
        return Run(
            $"{task.Name}, {taskOptions.Observation.ToString().ToLowerInvariant()}",
            () => task.Create(taskOptions),
            options with { TimeLimit = taskOptions.TimeLimit > 0 ? taskOptions.TimeLimit : task.TimeLimit });
    }
}
