using System.Data.Common;

namespace AkkaDreamer.Actors.Replay;

/// <summary>What a failed write means.</summary>
public static class StorageFault
{
    private const string UniqueViolation = "23505"; // SQLSTATE

    /// <summary>True when the journal refused a fact because another process has written one with its number: this process no longer owns the run.</summary>
    public static bool IsFencedOut(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is AggregateException several && several.InnerExceptions.Any(IsFencedOut)) return true;
            if (cause is DbException { SqlState: UniqueViolation }) return true;
            if (cause.Message.Contains("UNIQUE constraint failed", StringComparison.OrdinalIgnoreCase)) return true;
            if (cause.Message.Contains("duplicate key value", StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>True for a disk that is full, gone or read-only: trying again may help.</summary>
    public static bool IsOfTheDisk(Exception fault) => fault is IOException and not SegmentDamagedException or UnauthorizedAccessException;

    /// <summary>The fault as one line.</summary>
    public static string Line(Exception fault)
    {
        var line = $"{fault.GetType().Name}: {fault.GetBaseException().Message}".ReplaceLineEndings(" ");
        return line.Length <= 500 ? line : line[..500];
    }
}
