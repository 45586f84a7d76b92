namespace AkkaDreamer.Environments;

/// <summary>What an environment in a process of its own may take. One that takes more is killed, with every process that it started.</summary>
public sealed record ProcessLimits
{
    /// <summary>No limit of memory, half a minute for a step, two for the start.</summary>
    public static ProcessLimits Default { get; } = new();

    /// <summary>A step or reset that takes longer is a hang.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The process has this long to load what it needs and to say so; and this long to make an environment.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Most bytes of resident memory (VmRSS of the process itself); null: no limit.</summary>
    public long? Memory { get; init; }

    /// <summary>Cancelled when nobody waits for the environment any more: a process that is in the middle of a step is killed.</summary>
    public CancellationToken GivenUp { get; init; }
}
