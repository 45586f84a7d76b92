namespace AkkaDreamer.Actors.Run;

/// <summary>What is due.</summary>
public enum Due
{
    /// <summary>A checkpoint.</summary>
    Checkpoint,

    /// <summary>An evaluation.</summary>
    Evaluation,

    /// <summary>Nobody has progressed for too long.</summary>
    Stall,
}
