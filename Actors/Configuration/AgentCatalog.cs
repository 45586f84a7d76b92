using System.Collections.Immutable;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>An agent that can be asked for by name.</summary>
/// <param name="Name">As in <c>--agent</c>.</param>
/// <param name="Defaults">Its options record for a size.</param>
/// <param name="Create">The agent for such options and for what it sees and does.</param>
public sealed record AgentDescription(string Name, Func<string, object> Defaults, Func<object, AgentSpaces, IAgent> Create);

/// <summary>Every agent by name.</summary>
public static class AgentCatalog
{
    /// <summary>All agents.</summary>
    public static ImmutableArray<AgentDescription> All { get; } = [];

    /// <summary>The agent of a name. Throws <see cref="ConfigurationException"/> with all names otherwise.</summary>
    public static AgentDescription Find(string name) =>
        All.FirstOrDefault(agent => agent.Name == name) ?? throw new ConfigurationException($"There is no agent '{name}'. Known are: {string.Join(", ", All.Select(agent => agent.Name))}");
}
