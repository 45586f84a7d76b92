using System.CommandLine;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Hosts.Node;

/// <summary>The options of a node.</summary>
public static class NodeCommandLine
{
    /// <summary>Runs a node as the arguments say.</summary>
    public static Task<int> RunAsync(string[] args, Terminal terminal) => HostProgram.RunAsync(Commands(terminal), args, terminal);

    private static RootCommand Commands(Terminal terminal)
    {
        var join = new Option<string[]>("--join") { Description = "Where a learner listens; several, in the order that every machine uses, when one may stand in for another.", HelpName = "HOST:PORT", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var role = new Option<string>("--role") { Description = "environments (act), evaluator (play the evaluations), learner (stand by to take the training over).", HelpName = "NAME", DefaultValueFactory = _ => "environments" };
        var count = new Option<int>("--count") { Description = "Environments that act here at once.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var run = new Option<string?>("--run") { Description = "learner: the run folder, which every learner shares.", HelpName = "DIR" };
        var log = new Option<string?>("--log") { Description = "Log file. Default: nodes/ROLE-PROCESS.log.", HelpName = "FILE" };
        var set = new Option<string[]>("--set") { Description = "A setting of this machine: dreamer.cluster.*, dreamer.threads.*, dreamer.task.gym.python, ... May be given several times.", HelpName = "KEY=VALUE", Arity = ArgumentArity.OneOrMore, DefaultValueFactory = _ => [] };
        var root = new RootCommand("A node of AkkaDreamer adds its environments to a training that goes on elsewhere, or plays its evaluations. It needs to be told nothing of the run: the learner does that.") { join, role, count, run, log, set };
        root.SetAction((line, _) =>
        {
            var settings = line.GetValue(set)!.Select(ConfigurationReader.Parse).ToArray();
            var kind = Role(line.GetValue(role)!);
            return kind == NodeRole.Learner
                ? new StandbyCommand(terminal).RunAsync(line.GetValue(run), settings)
                : new NodeCommand(terminal).RunAsync(line.GetValue(join)!, kind, Count(line.GetValue(count)), line.GetValue(log), settings);
        });
        return root;
    }

    private static NodeRole Role(string name) => name switch
    {
        "environments" => NodeRole.Environments,
        "evaluator" => NodeRole.Evaluator,
        "learner" => NodeRole.Learner,
        _ => throw new ConfigurationException($"--role {name} is refused; allowed is environments, evaluator, learner"),
    };

    private static int Count(int count) => count is >= 1 and <= 4_096 ? count : throw new ConfigurationException($"--count {count} is refused; allowed is a whole number from 1 to 4096");
}
