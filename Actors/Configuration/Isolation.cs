namespace AkkaDreamer.Actors.Configuration;

/// <summary>Where environments live.</summary>
public enum Isolation
{
    /// <summary>In this process, each on a thread of its own.</summary>
    None,

    /// <summary>Each in a child process of its own.</summary>
    Process,
}
