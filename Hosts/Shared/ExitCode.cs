namespace AkkaDreamer.Hosts;

/// <summary>What the process ends with.</summary>
public static class ExitCode
{
    /// <summary>Done, or stopped in order.</summary>
    public const int Done = 0;

    /// <summary>The run failed; one line says why.</summary>
    public const int Failed = 1;

    /// <summary>The command or the configuration was wrong; one line says where.</summary>
    public const int Refused = 2;

    /// <summary>Told twice to stop: left at once.</summary>
    public const int LeftAtOnce = 130;
}
