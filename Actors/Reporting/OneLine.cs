namespace AkkaDreamer.Actors.Reporting;

/// <summary>Exceptions as one line for people; the whole of it is in run.log.</summary>
public static class OneLine
{
    private const int Longest = 400;

    /// <summary>Type and first line of what was at the bottom of it; "it stopped" when nothing was thrown.</summary>
    public static string Of(Exception? fault)
    {
        if (fault?.GetBaseException() is not { } cause) return "it stopped";
        var line = cause.Message.Split('\n', 2)[0].Trim();
        return Cut($"{cause.GetType().Name}: {line}", Longest);
    }

    /// <summary>A text that is not longer than that.</summary>
    public static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];
}
