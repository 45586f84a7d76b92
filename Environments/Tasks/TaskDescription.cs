using System.Collections.Immutable;

namespace AkkaDreamer.Environments;

/// <summary>A task that can be asked for by name.</summary>
/// <param name="Name"><c>task</c> for embedded ones, <c>family:task</c> for the others.</param>
/// <param name="Description">One line: what is to be done, what is seen and done.</param>
/// <param name="Observed">What can be shown.</param>
/// <param name="Repeat">Usual action repeat.</param>
/// <param name="TimeLimit">Simulator steps of the longest episode; 0 when the task always ends by itself.</param>
/// <param name="RandomReturn">Mean return of uniformly random actions.</param>
/// <param name="SolvedReturn">Mean return of a solved task.</param>
/// <param name="Create">The bare environment, which the catalog wraps.</param>
public sealed record TaskDescription(
    string Name,
    string Description,
    ImmutableArray<ObservationKind> Observed,
    int Repeat,
    int TimeLimit,
    double RandomReturn,
    double SolvedReturn,
    Func<ObservationKind, IEnvironment> Create)
{
    /// <summary>Simulator steps per decision under these options.</summary>
    public int RepeatUnder(TaskOptions options) => options.Repeat > 0 ? options.Repeat : Repeat;
}
