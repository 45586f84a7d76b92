using System.Collections.Immutable;

namespace AkkaDreamer.Environments;

/// <summary>A task that can be asked for by name.</summary>
/// <param name="Name"><c>task</c> for embedded ones, <c>family:task</c> for those of a <see cref="TaskFamily"/>.</param>
/// <param name="Description">One line: what is to be done, what is seen and done.</param>
/// <param name="Observed">What can be shown.</param>
/// <param name="Repeat">Usual action repeat.</param>
/// <param name="TimeLimit">Simulator steps of the longest episode; 0 when the task always ends by itself.</param>
/// <param name="RandomReturn">Mean return of uniformly random actions; NaN where nobody knows.</param>
/// <param name="SolvedReturn">Mean return of a solved task; NaN where nobody knows.</param>
/// <param name="Create">The bare environment under options, of which it needs only those that its own simulator knows; the catalog wraps it for the others.</param>
public sealed record TaskDescription(
    string Name,
    string Description,
    ImmutableArray<ObservationKind> Observed,
    int Repeat,
    int TimeLimit,
    double RandomReturn,
    double SolvedReturn,
    Func<TaskOptions, IEnvironment> Create)
{
    /// <summary>
    /// A task of one's own whose worlds <paramref name="create"/> makes: a new one at every call, with a state of its own, for several are played at once. One is made here to see what it shows.
    /// <paramref name="randomReturn"/> and <paramref name="solvedReturn"/> put scores into proportion; <paramref name="timeLimit"/>: as <c>TimeLimit</c>.
    /// </summary>
    public static TaskDescription OfEnvironment(string name, string description, Func<IEnvironment> create, double randomReturn, double solvedReturn, int timeLimit = 0)
    {
        using var world = create();
        var images = world.Spaces.Observations.Count(space => space.IsImage);
        var kind = images == 0 ? ObservationKind.Vector : images == world.Spaces.Observations.Length ? ObservationKind.Image : ObservationKind.Both;
        return new TaskDescription(name, description, [kind], 1, timeLimit, randomReturn, solvedReturn, _ => create());
    }

    /// <summary>The same for worlds that are records of functions.</summary>
    public static TaskDescription Of(string name, string description, Func<EnvironmentFunctions> create, double randomReturn, double solvedReturn, int timeLimit = 0) =>
        OfEnvironment(name, description, () => create().Open(), randomReturn, solvedReturn, timeLimit);

    /// <summary>Whether, under these options, its environments live in child processes whatever is asked for, and keep their limits.</summary>
    public Func<TaskOptions, bool> IsApart { get; init; } = static _ => false;

    /// <summary>What <see cref="SolvedReturn"/> is, as a word before the number.</summary>
    public string SolvedBy { get; init; } = "solved";

    /// <summary>The family before the colon of the name; null for an embedded task.</summary>
    public string? Family => Name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? Name[..colon] : null;

    /// <summary>What is observed when nobody says otherwise: what a foreign environment itself shows, or the vector where there is one alone, else the first of what there is.</summary>
    public ObservationKind UsuallyObserved => Observed.Contains(ObservationKind.Native) ? ObservationKind.Native : Observed.Contains(ObservationKind.Vector) ? ObservationKind.Vector : Observed[0];

    /// <summary>Words that put a mean return into proportion, after a blank: <c> (random play -21, a human 15; 0.5 of the way)</c>; empty where nobody knows.</summary>
    public string Proportion(double mean) =>
        double.IsNaN(RandomReturn) ? "" : FormattableString.Invariant($" (random play {RandomReturn:G3}, {SolvedBy} {SolvedReturn:G3}{(RandomReturn == SolvedReturn ? "" : $"; {(mean - RandomReturn) / (SolvedReturn - RandomReturn):0.00} of the way")})");

    /// <summary>Simulator steps per decision under these options.</summary>
    public int RepeatUnder(TaskOptions options) => options.Repeat > 0 ? options.Repeat : Repeat;
}
