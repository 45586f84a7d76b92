using Spectre.Console;

namespace AkkaDreamer.Hosts;

/// <summary>Where the program talks: rich output, errors as plain lines, and whether somebody watches.</summary>
/// <param name="Out">For tables, the live view and results.</param>
/// <param name="Error">For the one line that says why a command failed.</param>
/// <param name="IsWatched">Whether output is a terminal, so that the live view makes sense.</param>
public sealed record Terminal(IAnsiConsole Out, TextWriter Error, bool IsWatched)
{
    private const int UnwatchedWidth = 160;

    /// <summary>Standard output and error of this process. Output into a file or pipe has no colours and lines of 160 columns.</summary>
    public static Terminal OfProcess() =>
        !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi ? new Terminal(AnsiConsole.Console, Console.Error, IsWatched: true) : Of(Console.Out, Console.Error);

    /// <summary>One line as it is: never wrapped, no markup.</summary>
    public void Say(string line) => Out.Profile.Out.Writer.WriteLine(line);

    /// <summary>A terminal that nobody watches: plain text into writers.</summary>
    public static Terminal Of(TextWriter output, TextWriter error)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = UnwatchedWidth;
        return new Terminal(console, error, IsWatched: false);
    }
}
