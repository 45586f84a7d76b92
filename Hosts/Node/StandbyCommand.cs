using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Run;

namespace AkkaDreamer.Hosts.Node;

/// <summary>Stands by for the learner of a run, and learns when that one is gone: the row in PostgreSQL says who does. Whoever learns needs no other command than who stands by.</summary>
internal sealed class StandbyCommand(Terminal terminal)
{
    public async Task<int> RunAsync(string? folder, IReadOnlyList<Setting> commandLine)
    {
        if (folder is null) throw new ConfigurationException("--run DIR is missing: the run folder that every learner shares");
        var setup = new ConfigurationReader(ConfigurationReader.DefaultFile).Resolve(commandLine, new RunFolder(folder));
        if (!setup.Resumes) throw new ConfigurationException($"--run {folder}: there is no run to stand by for; start its learner first (Hosts/Local -- --run DIR --cluster PORT)");
        if (setup.Configuration.Journal.Database != JournalDatabase.Postgresql)
            throw new ConfigurationException($"{setup.Folder} has its journal in a file, so nobody can take it over while its learner may be alive; a standby needs a run that was begun with dreamer.journal.database = postgresql");
        if (!setup.Configuration.Cluster.IsOn) setup = setup with { Configuration = setup.Configuration with { Cluster = setup.Configuration.Cluster with { Port = 0 } } };
        terminal.Say($"Standing by for {setup.Folder}");
        terminal.Say($"Package stack: {PackageStack.Describe()}");

        await using var learner = HostedRun.Start(setup);
        using var interrupts = new Interrupts(() => learner.Stop("interrupted"), () => Environment.Exit(ExitCode.LeftAtOnce));
        var outcome = await HostedRun.ShowAsync(terminal, setup, learner, () => interrupts.Asked);
        terminal.Say(outcome.End == RunEnd.Stopped ? "Stopped; the others go on." : $"Done: {outcome.Line}; step {outcome.Steps}, update {outcome.Updates}.");
        return ExitCode.Done;
    }
}
