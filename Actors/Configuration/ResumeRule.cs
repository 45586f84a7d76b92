namespace AkkaDreamer.Actors.Configuration;

/// <summary>
/// What may be changed when a run is resumed: how long it runs (it may grow) and at which return it ends, when it is evaluated, saved and reported, deadlines, threads, where its environments and their interpreter are, where its journal's server is, and whether other machines may join.
/// Everything else decides what is learned or how it is stored, and stays as config.json says.
/// </summary>
public static class ResumeRule
{
    private static readonly string[] Free =
    [
        "dreamer.run.target-return", "dreamer.run.stall-after", "dreamer.run.stop-within", "dreamer.evaluation.", "dreamer.checkpoint.", "dreamer.metrics.", "dreamer.threads.", "dreamer.environment.step-deadline", "dreamer.environment.isolate", "dreamer.environment.quarantine-after",
        "dreamer.environment.memory-limit", "dreamer.task.gym.python", "dreamer.task.gym.path", "dreamer.task.gym.per-process", "dreamer.task.gym.shared-memory",
        "dreamer.task.atari.backend", "dreamer.task.atari.library", "dreamer.task.atari.roms", "dreamer.journal.connection", "dreamer.cluster.",
    ];

    /// <summary>Whether an option may take any allowed value on resume.</summary>
    public static bool IsFree(string key) => Free.Any(free => free.EndsWith('.') ? key.StartsWith(free, StringComparison.Ordinal) : key == free);

    /// <summary>Throws <see cref="ConfigurationException"/>, one line, when something asked for on the command line cannot be changed in a run that exists.</summary>
    public static void Check(RunConfiguration stored, RunConfiguration asked, IReadOnlyDictionary<string, Setting> commandLine, RunFolder folder)
    {
        if (asked.Run.Steps < stored.Run.Steps)
            throw new ConfigurationException($"{commandLine["dreamer.run.steps"].Source}: the budget of {folder} is {stored.Run.Steps} steps and may only grow");
        var before = OptionDescription.Of(stored, "dreamer").ToDictionary(option => option.Key, option => OptionText.Format(option.Value));
        foreach (var option in OptionDescription.Of(asked, "dreamer"))
        {
            var now = OptionText.Format(option.Value);
            if (option.Key == "dreamer.run.steps" || IsFree(option.Key) || before.GetValueOrDefault(option.Key) == now) continue;
            var source = commandLine.GetValueOrDefault(option.Key)?.Source ?? option.Key;
            throw new ConfigurationException(
                $"{source}: {folder} runs with {option.Key} = {before.GetValueOrDefault(option.Key) ?? "nothing"}, which cannot change to {now} on resume; give --run another folder to begin a new run");
        }
    }
}
