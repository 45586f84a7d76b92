namespace AkkaDreamer.Environments;

/// <summary>What of a task is shown to the agent.</summary>
public enum ObservationKind
{
    /// <summary>Numbers: positions, velocities, boards.</summary>
    Vector,

    /// <summary>One 64 x 64 x 3 picture of bytes.</summary>
    Image,

    /// <summary>Numbers and picture.</summary>
    Both,

    /// <summary>Whatever arrays a foreign environment shows, pictures and numbers.</summary>
    Native,
}
