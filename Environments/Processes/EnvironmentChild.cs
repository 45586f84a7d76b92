using System.Reflection;

namespace AkkaDreamer.Environments;

/// <summary>
/// The side of a program that plays environments for another one of its kind. A host's Main calls <see cref="Serve"/> first of all, once its own tasks are registered; with that, <c>dreamer.environment.isolate = process</c>
/// can start the same program again as a child, which knows the same tasks.
/// </summary>
public static class EnvironmentChild
{
    /// <summary>The hidden command that makes a program a child.</summary>
    public const string Command = "environment-child";

    private static ProcessCommand? served;

    internal static ProcessCommand? Served => Volatile.Read(ref served);

    /// <summary>
    /// Plays environments until whoever asked closes the pipe, and returns the exit code of the process, when these are the arguments of a child; else returns null at once, and isolated environments of this process
    /// will be children of the same program.
    /// </summary>
    public static int? Serve(params ReadOnlySpan<string> arguments)
    {
        if (arguments is [Command, ..])
        {
            using var wire = ChildWire.OfProcess();
            return new ChildServer(wire).Run();
        }

        if (Environment.ProcessPath is not { } program || Assembly.GetEntryAssembly()?.Location is not { } entry) return null;
        // Started by the dotnet command or by an executable of its own; a program that was named before stays.
        var isCommand = Path.GetFileNameWithoutExtension(program) == "dotnet";
        Interlocked.CompareExchange(ref served, Of(program, isCommand ? ["exec", entry, Command] : [Command]), null);
        return null;
    }

    /// <summary>Isolated environments of this process will be children of another program, started with these arguments, whose Main calls <see cref="Serve"/>.</summary>
    public static void ServedBy(string program, params ReadOnlySpan<string> arguments) =>
        Volatile.Write(ref served, Of(program, arguments));

    internal static ProcessCommand Of(string program, params ReadOnlySpan<string> arguments) => new(program, [.. arguments]) { Name = "An environment's process" };
}
