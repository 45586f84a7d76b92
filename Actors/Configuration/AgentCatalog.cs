using System.Collections.Immutable;
using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.DreamerV3;

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
    public static ImmutableArray<AgentDescription> All { get; } =
    [
        new("dreamer-v3", size => DreamerV3Presets.Settings(Generation.V2024, size), (options, spaces) => new DreamerV3Agent((DreamerV3Settings)options, spaces)),
        new("dreamer-v3-2023", size => DreamerV3Presets.Settings(Generation.V2023, size), (options, spaces) => new DreamerV3Agent((DreamerV3Settings)options, spaces)),
    ];

    /// <summary>The agent of a name. Throws <see cref="ConfigurationException"/> with all names otherwise.</summary>
    public static AgentDescription Find(string name) =>
        All.FirstOrDefault(agent => agent.Name == name) ?? throw new ConfigurationException($"There is no agent '{name}'. Known are: {string.Join(", ", All.Select(agent => agent.Name))}");
}
