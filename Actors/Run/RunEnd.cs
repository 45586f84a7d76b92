namespace AkkaDreamer.Actors.Run;

/// <summary>How a run ended.</summary>
public enum RunEnd
{
    /// <summary>Every step of the budget was lived and learned from.</summary>
    BudgetReached,

    /// <summary>An evaluation reached the target.</summary>
    TargetReached,

    /// <summary>Somebody asked it to stop; the same command goes on.</summary>
    Stopped,

    /// <summary>Another process learns in its place; this one may stand by.</summary>
    TakenOver,

    /// <summary>It could not go on.</summary>
    Failed,
}
