namespace AkkaDreamer.Actors.Run;

/// <summary>What the supervisor waits for.</summary>
public enum RunPhase
{
    /// <summary>For replay to read journal and segments.</summary>
    Recovering,

    /// <summary>For the newest whole checkpoint.</summary>
    Verifying,

    /// <summary>For replay to go on from it.</summary>
    Resuming,

    /// <summary>For the budget, a target or a stop.</summary>
    Training,

    /// <summary>For learner and imagination to be gone, so that they can begin again.</summary>
    Restarting,

    /// <summary>For the last checkpoint.</summary>
    Finishing,

    /// <summary>For the last evaluation.</summary>
    Evaluating,

    /// <summary>For replay's digest.</summary>
    Digesting,

    /// <summary>For the children to be gone.</summary>
    Stopping,
}
