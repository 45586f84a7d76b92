namespace AkkaDreamer.Actors.Replay;

/// <summary>What may happen at the same time.</summary>
public enum Schedule
{
    /// <summary>Acting, replaying, model learning and imagining go on at once, held together by the train ratio and a tolerance.</summary>
    Overlapped,

    /// <summary>One order, one seed, bit-equal results.</summary>
    Lockstep,
}
