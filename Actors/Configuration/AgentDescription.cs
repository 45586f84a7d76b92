using System.Collections.Immutable;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>An agent that can be asked for by name.</summary>
/// <param name="Name">As in <c>--agent</c>.</param>
/// <param name="Sizes">The sizes of networks that it has.</param>
/// <param name="Defaults">Its options record for a size, given the settings that were made: a published generation brings its own defaults.</param>
/// <param name="Create">The agent for such options and for what it sees and does.</param>
public sealed record AgentDescription(string Name, ImmutableArray<string> Sizes, Func<string, IReadOnlyDictionary<string, Setting>, object> Defaults, Func<object, AgentSpaces, IAgent> Create)
{
    /// <summary>The tasks that it can take; all unless it says otherwise.</summary>
    public AgentReach Reach { get; init; } = AgentReach.Everything;
}
