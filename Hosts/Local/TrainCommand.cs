using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Reporting;
using AkkaDreamer.Actors.Run;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Hosts.Local;

/// <summary>Trains, or goes on training: reads the layers, takes the folder, starts the run, shows it, and says how it ended.</summary>
internal sealed class TrainCommand(Terminal terminal)
{
    public async Task<int> RunAsync(RunFolder? folder, IReadOnlyList<Setting> commandLine)
    {
        var setup = new ConfigurationReader(ConfigurationReader.DefaultFile).Resolve(commandLine, folder);
        var run = setup.Configuration.Run;
        terminal.Say($"{(setup.Resumes ? "Going on with" : "Training")} {run.Agent} ({run.Size}) on {run.Task}, seed {run.Seed}, {OptionText.Kebab(run.Schedule.ToString())}, {run.Steps} steps, in {setup.Folder}");
        terminal.Say($"Package stack: {PackageStack.Describe()}");

        await using var training = HostedRun.Start(setup);
        using var interrupts = new Interrupts(() => training.Stop("interrupted"), () => Environment.Exit(ExitCode.LeftAtOnce));
        return Report(setup, await HostedRun.ShowAsync(terminal, setup, training, () => interrupts.Asked));
    }

    private int Report(RunSetup setup, RunOutcome outcome)
    {
        var run = setup.Configuration.Run;
        var curve = LearningCurve.Read(setup.Folder).Write(setup.Folder, $"{run.Task}, {run.Agent} {run.Size}, seed {run.Seed}");
        var task = TaskCatalog.Find(run.Task);
        terminal.Say(outcome.End == RunEnd.Stopped
            ? $"Stopped at step {outcome.Steps} of {run.Steps}, update {outcome.Updates}; the same command goes on."
            : $"Done: {outcome.Line}; step {outcome.Steps}, update {outcome.Updates}.");
        if (outcome.Evaluation is { } evaluation) terminal.Say($"Evaluation: mean return {evaluation:G4}{task.Proportion(evaluation)}.");
        if (outcome.Digest is { } digest) terminal.Say($"Digest: {digest}");
        terminal.Say($"Results: {setup.Folder}{(curve is null ? "" : $"; learning curve: {Path.GetRelativePath(setup.Folder.Path, curve)}")}");
        return ExitCode.Done;
    }
}
