using System.Text.Json;
using System.Text.Json.Nodes;

namespace AkkaDreamer.Environments;

/// <summary>Opens a task of the catalog in a child process of its own.</summary>
public static class IsolatedEnvironment
{
    /// <summary>
    /// The environment of a task under options, wrappers included, in a new process of this program (see <see cref="EnvironmentChild"/>), held to <paramref name="limits"/>. Throws <see cref="ArgumentException"/>
    /// when the program cannot be a child, the task is unknown in the child, or its options are refused there, <see cref="EnvironmentFaultException"/> when the child does not come up.
    /// </summary>
    public static IEnvironment Open(string task, TaskOptions options, ProcessLimits limits) => Open(task, options, limits, EnvironmentChild.Served);

    internal static IEnvironment Open(string task, TaskOptions options, ProcessLimits limits, ProcessCommand? command)
    {
        if (command is null)
        {
            throw new ArgumentException(
                "dreamer.environment.isolate = process: this program cannot be an environment's process; call EnvironmentChild.Serve(args) first in its Main, as the hosts do, or name a program that does with EnvironmentChild.ServedBy.");
        }

        var process = EnvironmentProcess.Start(command with { Name = $"The process of '{task}'" }, limits, shares: true);
        try
        {
            var (number, spaces) = process.Make(new JsonObject { ["task"] = task, ["options"] = JsonSerializer.SerializeToNode(options) });
            return new ProcessEnvironment(process, number, spaces, limits.GivenUp, static process => process.Dispose());
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }
}
