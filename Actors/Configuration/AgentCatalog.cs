using System.Collections.Immutable;
using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.DreamerV3;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>Every agent by name.</summary>
public static class AgentCatalog
{
    private const string GenerationKey = "dreamer.agent.generation";

    /// <summary>All agents.</summary>
    public static ImmutableArray<AgentDescription> All { get; } =
    [
        DreamerV3("dreamer-v3", Generation.V2024),
        DreamerV3("dreamer-v3-2023", Generation.V2023),
    ];

    /// <summary>The agent of a name. Throws <see cref="ConfigurationException"/> with all names otherwise.</summary>
    public static AgentDescription Find(string name) =>
        All.FirstOrDefault(agent => agent.Name == name) ?? throw new ConfigurationException($"There is no agent '{name}'. Known are: {string.Join(", ", All.Select(agent => agent.Name))}");

    /// <summary>The agent that a configuration asks for, for what it sees and does.</summary>
    public static IAgent Create(RunConfiguration configuration, AgentSpaces spaces) => Find(configuration.Run.Agent).Create(configuration.Agent, spaces);

    private static AgentDescription DreamerV3(string name, Generation generation) => new(
        name,
        (size, settings) => DreamerV3Presets.Settings(GenerationOf(settings) ?? generation, size),
        (options, spaces) => new DreamerV3Agent((DreamerV3Settings)options, spaces));

    private static Generation? GenerationOf(IReadOnlyDictionary<string, Setting> settings)
    {
        if (!settings.TryGetValue(GenerationKey, out var setting)) return null;
        var only = ImmutableDictionary<string, Setting>.Empty.Add(GenerationKey, setting);
        return OptionBinder.Bind(new DreamerV3Settings(), "dreamer.agent", only).Generation;
    }
}
