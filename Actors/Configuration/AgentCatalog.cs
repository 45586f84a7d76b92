using System.Collections.Immutable;
using AkkaDreamer.Models;
using AkkaDreamer.Models.Agents.Dreamer;
using AkkaDreamer.Models.Agents.Planet;
using AkkaDreamer.Models.Agents.Presets;
using AkkaDreamer.Models.Agents.Twm;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>Every agent by name.</summary>
public static class AgentCatalog
{
    private const string GenerationKey = "dreamer.agent.generation";

    /// <summary>All agents.</summary>
    public static ImmutableArray<AgentDescription> All { get; } =
    [
        V3("dreamer-v3", Generation.V2024),
        V3("dreamer-v3-2023", Generation.V2023),
        Dreamer("dreamer-v2", [.. SizeNames.All, "control"], DreamerV2.Settings),
        Dreamer("dreamer-v1", SizeNames.All, size => DreamerV1.Settings(size)),
        Dreamer("dreamer-v1-contrastive", SizeNames.All, size => DreamerV1.Settings(size, Objective.Contrastive)),
        Dreamer("mudreamer", DreamerV3.SizeNames, MuDreamer.Settings),
        Dreamer("repo", SizeNames.All, RePo.Settings),
        new("planet", [.. SizeNames.All], (size, _) => PlaNet.Settings(size), (options, spaces) => new PlanetAgent((PlanetSettings)options, spaces)) { Reach = AgentReach.Everything with { DiscreteActions = false } },
        new("twm", [.. SizeNames.All], (size, _) => TwmPresets.Settings(size), (options, spaces) => new TwmAgent((TwmSettings)options, spaces)) { Reach = new AgentReach { ContinuousActions = false } },
    ];

    /// <summary>The agent of a name. Throws <see cref="ConfigurationException"/> with all names otherwise.</summary>
    public static AgentDescription Find(string name) =>
        All.FirstOrDefault(agent => agent.Name == name) ?? throw new ConfigurationException($"There is no agent '{name}'. Known are: {string.Join(", ", All.Select(agent => agent.Name))}");

    /// <summary>The agent that a configuration asks for, for what it sees and does. Throws <see cref="ConfigurationException"/> when it cannot take the task (<see cref="Refusal"/>).</summary>
    public static IAgent Create(RunConfiguration configuration, AgentSpaces spaces)
    {
        var agent = Find(configuration.Run.Agent);
        return Refusal(agent, spaces, configuration.Run.Task, All) is { } line ? throw new ConfigurationException(line) : agent.Create(configuration.Agent, spaces);
    }

    /// <summary>Null when an agent can take a task of such spaces; else one line that says why not, and which of <paramref name="agents"/> can.</summary>
    public static string? Refusal(AgentDescription agent, AgentSpaces spaces, string task, IEnumerable<AgentDescription> agents)
    {
        if (agent.Reach.Fault(spaces, task) is not { } fault) return null;
        var others = string.Join(", ", agents.Where(other => other.Reach.Fault(spaces, task) is null).Select(other => other.Name));
        return $"--agent {agent.Name}: {agent.Name} {fault}; {(others.Length == 0 ? "no agent can" : $"agents that can: {others}")}";
    }

    private static AgentDescription Dreamer(string name, IEnumerable<string> sizes, Func<string, DreamerSettings> presets) => new(
        name,
        [.. sizes],
        (size, settings) => GenerationOf(settings) is not null ? throw new ConfigurationException($"{settings[GenerationKey].Source}: {GenerationKey} belongs to dreamer-v3, not to {name}") : presets(size),
        (options, spaces) => new DreamerAgent((DreamerSettings)options, spaces));

    private static AgentDescription V3(string name, Generation generation) => new(
        name,
        [.. DreamerV3.SizeNames],
        (size, settings) => DreamerV3.Settings(GenerationOf(settings) ?? generation, size),
        (options, spaces) => new DreamerAgent((DreamerSettings)options, spaces));

    private static Generation? GenerationOf(IReadOnlyDictionary<string, Setting> settings)
    {
        if (!settings.TryGetValue(GenerationKey, out var setting)) return null;
        var only = ImmutableDictionary<string, Setting>.Empty.Add(GenerationKey, setting);
        return OptionBinder.Bind(new DreamerSettings(), "dreamer.agent", only).Generation;
    }
}
