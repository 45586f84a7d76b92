using System.CommandLine;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Hosts.Local;

/// <summary>The options that say what to run. Each stands for a key of the configuration and wins over <c>--set</c> of the same key.</summary>
internal sealed class RunArguments
{
    private readonly Option<string?> run = new("--run") { Description = "Run folder; one that holds a run resumes it. Default: runs/TASK-AGENT-SIZE-SEED.", HelpName = "DIR" };
    private readonly Option<string?> agent = new("--agent") { Description = "Agent; 'presets' lists them.", HelpName = "NAME" };
    private readonly Option<string?> size = new("--size") { Description = "Size of the networks; 'presets' lists them.", HelpName = "NAME" };
    private readonly Option<string?> task = new("--task") { Description = "Task; 'tasks' lists them.", HelpName = "NAME" };
    private readonly Option<string?> seed = new("--seed") { Description = "Seed of everything random.", HelpName = "N" };
    private readonly Option<string?> schedule = new("--schedule") { Description = "overlapped (default) or lockstep (bit-equal results).", HelpName = "NAME" };
    private readonly Option<string?> steps = new("--steps") { Description = "Budget in decisions of the agent.", HelpName = "N" };
    private readonly Option<string?> cluster = new("--cluster") { Description = "Let other machines join this training at a port (see docs/cluster.md).", HelpName = "PORT" };
    private readonly Option<string[]> set = Set("Any other setting, for example dreamer.replay.capacity=2e6. May be given several times.");

    /// <summary>The option <c>--set KEY=VALUE</c>.</summary>
    public static Option<string[]> Set(string description) => new("--set") { Description = description, HelpName = "KEY=VALUE", Arity = ArgumentArity.OneOrMore, DefaultValueFactory = _ => [] };

    /// <summary>Adds all of them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { run, agent, size, task, seed, schedule, steps, cluster, set }) command.Options.Add(option);
    }

    /// <summary>The run folder that was given, or null.</summary>
    public RunFolder? Folder(ParseResult line) => line.GetValue(run) is { } path ? new RunFolder(path) : null;

    /// <summary>Everything else as settings, in the order in which they win.</summary>
    public IReadOnlyList<Setting> Settings(ParseResult line)
    {
        var settings = line.GetValue(set)!.Select(ConfigurationReader.Parse).ToList();
        foreach (var (option, key) in new[] { (agent, nameof(RunOptions.Agent)), (size, nameof(RunOptions.Size)), (task, nameof(RunOptions.Task)), (seed, nameof(RunOptions.Seed)), (schedule, nameof(Schedule)), (steps, nameof(RunOptions.Steps)) })
            if (line.GetValue(option) is { } text) settings.Add(new Setting(["dreamer", "run", OptionText.Kebab(key)], [text], false, $"{option.Name} {text}"));
        if (line.GetValue(cluster) is { } port) settings.Add(new Setting(["dreamer", "cluster", "port"], [port], false, $"--cluster {port}"));
        return settings;
    }
}
