namespace AkkaDreamer.Environments;

/// <summary>How much <see cref="EnvironmentCheck"/> watches.</summary>
public sealed record EnvironmentCheckOptions
{
    /// <summary>Episodes of random actions that are watched.</summary>
    public int Episodes { get; init; } = 5;

    /// <summary>Steps of the longest episode that is watched; <see cref="TimeLimit"/> where that is shorter.</summary>
    public int MostSteps { get; init; } = 3000;

    /// <summary>Steps after which whoever uses it ends its episodes; 0 when it must end them itself.</summary>
    public int TimeLimit { get; init; }

    /// <summary>Steps at the beginning of episodes that are played again to be compared.</summary>
    public int Compared { get; init; } = 200;

    /// <summary>After this time no further episode is begun, so that slow environments are checked on fewer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}
