namespace AkkaDreamer.Actors.Replay;

/// <summary>What an acknowledged chunk survives.</summary>
public enum Durability
{
    /// <summary>The end of the process, kill -9 included: the bytes are the operating system's when the fact is written.</summary>
    Process,

    /// <summary>The end of the machine: the bytes are synced to the disk before the fact is written, several chunks at a time.</summary>
    Machine,
}
