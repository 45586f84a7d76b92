namespace AkkaDreamer.Hosts.Local;

/// <summary>How a check came out.</summary>
internal enum Health
{
    Good,

    /// <summary>Training works, but somebody should know.</summary>
    Doubtful,

    Failed,
}

/// <summary>One line of the doctor: what was looked at, and what was found there.</summary>
internal sealed record Finding(Health Health, string What, string Found)
{
    /// <summary>A check whose exception is its finding.</summary>
    public static Finding Of(string what, Func<(Health, string)> check)
    {
        try
        {
            var (health, found) = check();
            return new Finding(health, what, found);
        }
        catch (Exception fault)
        {
            return new Finding(Health.Failed, what, HostProgram.Explain(fault));
        }
    }
}
