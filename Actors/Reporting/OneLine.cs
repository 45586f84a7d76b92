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
        line = $"{cause.GetType().Name}: {line}";
        return line.Length <= Longest ? line : line[..Longest];
    }
}
