using AkkaDreamer.Actors.Configuration;

namespace AkkaDreamer.Hosts.Local.Chaos;

/// <summary>Holds the promise of recovery to the test on this machine: a training, faults from outside one after the other, and what became of everything that was stored.</summary>
internal static class ChaosCommand
{
    public static async Task<int> RunAsync(Terminal terminal, double minutes, int? faults, ulong seed, RunFolder? folder)
    {
        if (!OperatingSystem.IsLinux()) throw new ConfigurationException("chaos sends signals and looks for processes in /proc: it runs on Linux");
        if (minutes <= 0 || faults <= 0) throw new ConfigurationException($"--minutes {minutes}{(faults is null ? "" : $", --faults {faults}")}: more than 0 of either");
        folder ??= new RunFolder(Path.Combine("runs", $"chaos-seed{seed}"));
        if (Directory.Exists(folder.Path) && Directory.EnumerateFileSystemEntries(folder.Path).Any()) throw new ConfigurationException($"{folder} is not empty; delete it, or give --run another folder");
        terminal.Say($"Chaos with seed {seed} in {folder}: {(faults is { } many ? $"{many} faults" : $"faults for {minutes:G4} minutes")} to a training of the counter task.");
        using var until = new CancellationTokenSource(faults is null ? TimeSpan.FromMinutes(minutes) : Timeout.InfiniteTimeSpan);
        using var interrupts = new Interrupts(until.Cancel, () => Environment.Exit(ExitCode.LeftAtOnce));
        var report = await new ChaosRun(folder, seed, terminal.Say).RunAsync(faults ?? int.MaxValue, until.Token);
        foreach (var kind in report.Recoveries.GroupBy(recovery => recovery.Fault).OrderBy(kind => kind.Key))
        {
            var times = kind.Select(recovery => recovery.Took.TotalSeconds).Order().ToArray();
            terminal.Say($"{kind.Key,-16} {times.Length,3} times, steps again after {times[times.Length / 2]:0.0} s (median), {times[^1]:0.0} s (worst)");
        }

        foreach (var violation in report.Violations) terminal.Say(violation);
        terminal.Say(report.Violations.IsEmpty
            ? $"{report.Recoveries.Length} faults, {report.Steps} steps stored, nothing lost, nothing spliced."
            : $"{report.Violations.Length} things that should not have been, with seed {seed}; the folder is kept: {folder}");
        return report.Violations.IsEmpty ? ExitCode.Done : ExitCode.Failed;
    }
}
