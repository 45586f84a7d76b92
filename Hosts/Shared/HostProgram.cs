using System.CommandLine;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Hosts;

/// <summary>What every host's command line does alike: whatever goes wrong ends in one line on standard error and the right exit code.</summary>
public static class HostProgram
{
    /// <summary>Runs the command that the arguments name. Started as an environment's child process, the program plays environments instead; tasks of its own must be registered before.</summary>
    public static async Task<int> RunAsync(RootCommand commands, string[] args, Terminal terminal)
    {
        try
        {
            if (EnvironmentChild.Serve(args) is { } played) return played;
            var line = commands.Parse(args);
            var wrong = line.Errors.FirstOrDefault(error => line.UnmatchedTokens.Any(error.Message.Contains)) ?? line.Errors.FirstOrDefault(); // what was given says more than what is missing
            if (wrong is not null) throw new ConfigurationException($"{wrong.Message} Try --help.");
            using var output = new StringWriter();
            var code = await line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = output });
            terminal.Out.Profile.Out.Writer.Write(output.ToString()); // help and version
            return code;
        }
        catch (ConfigurationException refused)
        {
            terminal.Error.WriteLine(refused.Message);
            return ExitCode.Refused;
        }
        catch (CommandFailedException failed)
        {
            terminal.Error.WriteLine(failed.Message);
            return ExitCode.Failed;
        }
        catch (Exception fault)
        {
            terminal.Error.WriteLine(Explain(fault));
            return ExitCode.Failed;
        }
    }

    /// <summary>A fault that nobody expected as one line: the innermost cause, with what to do about the known ones.</summary>
    public static string Explain(Exception fault)
    {
        var cause = fault;
        while (cause is AggregateException or TypeInitializationException or System.Reflection.TargetInvocationException && cause.InnerException is { } inner) cause = inner;
        var message = string.Join(' ', cause.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return cause switch
        {
            DllNotFoundException => $"A native library is missing: {message} Run ./setup.sh, or 'doctor' for what is missing.",
            IOException { HResult: 28 or unchecked((int)0x80070070) } => $"The disk is full: {message}",
            CommandFailedException or ConfigurationException or EnvironmentFaultException => message,
            _ => $"{cause.GetType().Name}: {message}",
        };
    }
}
