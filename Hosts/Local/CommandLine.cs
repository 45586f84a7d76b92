using System.CommandLine;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Hosts.Local.Chaos;

namespace AkkaDreamer.Hosts.Local;

/// <summary>The commands and their options.</summary>
public static class CommandLine
{
    /// <summary>Runs the command that the arguments name; none means train.</summary>
    public static Task<int> RunAsync(string[] args, Terminal terminal) => HostProgram.RunAsync(Commands(terminal), args, terminal);

    private static RootCommand Commands(Terminal terminal)
    {
        var root = new RootCommand("AkkaDreamer trains world-model agents. Without a command it trains; started again, it goes on where it was.");
        var train = new Command("train", "Train an agent, or go on training it (the default command).");
        foreach (var command in new Command[] { root, train })
        {
            var arguments = new RunArguments();
            arguments.AddTo(command);
            command.SetAction((line, _) => new TrainCommand(terminal).RunAsync(arguments.Folder(line), arguments.Settings(line)));
        }

        root.Subcommands.Add(train);
        root.Subcommands.Add(Evaluate(terminal));
        var tasks = new Command("tasks", "The tasks there are.");
        tasks.SetAction(_ => TasksCommand.Run(terminal));
        root.Subcommands.Add(tasks);
        root.Subcommands.Add(Presets(terminal));
        root.Subcommands.Add(Doctor(terminal));
        root.Subcommands.Add(CheckEnvironment(terminal));
        root.Subcommands.Add(Chaos(terminal));
        return root;
    }

    private static Command Evaluate(Terminal terminal)
    {
        var run = new Option<string>("--run") { Description = "Run folder.", HelpName = "DIR", Required = true };
        var episodes = new Option<int>("--episodes") { Description = "Whole episodes to play.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var video = new Option<string?>("--video") { Description = "Also film the first episode into this file (animated PNG).", HelpName = "FILE" };
        var set = RunArguments.Set("An option of the task for these episodes alone, for example dreamer.task.noise=20. May be given several times.");
        var command = new Command("evaluate", "Play whole episodes with the policy of the newest checkpoint: mean, spread and confidence interval.") { run, episodes, video, set };
        command.SetAction(line => EvaluateCommand.Run(terminal, new RunFolder(line.GetValue(run)!), line.GetValue(episodes), line.GetValue(video), [.. line.GetValue(set)!.Select(ConfigurationReader.Parse)]));
        return command;
    }

    private static Command Presets(Terminal terminal)
    {
        var name = new Argument<string?>("name") { Description = "Show what this preset sets.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("presets", "Agents, sizes, task presets, and every option with its help, range and default.") { name };
        command.SetAction(line => PresetsCommand.Run(terminal, line.GetValue(name)));
        return command;
    }

    private static Command Doctor(Terminal terminal)
    {
        var run = new Option<string?>("--run") { Description = "Also look into this run folder: what is in it, and whether all of it is whole.", HelpName = "DIR" };
        var repair = new Option<bool>("--repair") { Description = "Cut that run back to its last whole state, and keep a copy of what is taken away." };
        var command = new Command("doctor", "Whether this machine can do it.") { run, repair };
        command.SetAction(line => DoctorCommand.Run(terminal, line.GetValue(run) is { } path ? new RunFolder(path) : null, line.GetValue(repair)));
        return command;
    }

    private static Command CheckEnvironment(Terminal terminal)
    {
        var task = new Argument<string>("task") { Description = "Name of a task, or an assembly of yours and, after a colon, a type in it: my/worlds.dll:Maze." };
        var set = RunArguments.Set("An option of the task, for example dreamer.task.gym.python=python3. May be given several times.");
        var command = new Command("check-environment", "Hold an environment to the whole contract; say in words everything that is wrong and what is allowed.") { task, set };
        command.SetAction(line => CheckEnvironmentCommand.Run(terminal, line.GetValue(task)!, [.. line.GetValue(set)!.Select(ConfigurationReader.Parse)]));
        return command;
    }

    private static Command Chaos(Terminal terminal)
    {
        var minutes = new Option<double>("--minutes") { Description = "For how long faults are made.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var faults = new Option<int?>("--faults") { Description = "So many faults, however long that takes.", HelpName = "N" };
        var seed = new Option<ulong>("--seed") { Description = "Which faults, when and where.", HelpName = "S", DefaultValueFactory = _ => 0 };
        var run = new Option<string?>("--run") { Description = "A new or empty folder for the training (default: runs/chaos-seedS).", HelpName = "DIR" };
        var command = new Command("chaos", "Kill, freeze and damage a training of the counter task again and again, and prove that nothing stored was lost.") { minutes, faults, seed, run };
        command.SetAction((line, _) => ChaosCommand.RunAsync(terminal, line.GetValue(minutes), line.GetValue(faults), line.GetValue(seed), line.GetValue(run) is { } path ? new RunFolder(path) : null));
        return command;
    }
}
