namespace AkkaDreamer.Environments;

/// <summary>What runs Atari games.</summary>
public enum AtariBackend
{
    /// <summary>The library where there is one, else Gymnasium.</summary>
    Auto,

    /// <summary>libale's C interface, loaded into this process.</summary>
    Library,

    /// <summary>ale_py in a Python process.</summary>
    Gym,
}
