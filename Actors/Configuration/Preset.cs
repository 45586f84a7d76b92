using System.Collections.Immutable;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>
/// Settings under a name: <c>dreamer.presets.(agent|size|family|task).NAME</c> in akka.hocon. Some of them may hold for one agent (<c>at-agent.NAME</c>) or at one size only (<c>at-size.NAME</c>), or both,
/// in either order: an agent brings its own options, and a size asked for is the size that runs. <paramref name="Parts"/> are in the order in which they are laid over each other.
/// </summary>
public sealed record Preset(string Kind, string Name, string Help, ImmutableArray<PresetPart> Parts)
{
    private static readonly ImmutableArray<string> Conditions = ["agent", "size"];

    /// <summary>What presets can be of, in the order in which they are laid over each other.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["agent", "size", "family", "task"];

    /// <summary>The presets among the settings of a file. A preset must not choose another (set run.agent, run.size or run.task).</summary>
    public static ImmutableArray<Preset> In(IEnumerable<Setting> settings)
    {
        var presets = ImmutableArray.CreateBuilder<Preset>();
        var groups = settings.Where(setting => setting.Path.Length > 4 && setting.Key.StartsWith("dreamer.presets.", StringComparison.Ordinal)).GroupBy(setting => (setting.Path[2], setting.Path[3]));
        foreach (var group in groups)
        {
            var (kind, name) = group.Key;
            if (!Kinds.Contains(kind)) throw new ConfigurationException($"{group.First().Source}: there are presets of {string.Join(", ", Kinds)}, not of '{kind}'");
            var inner = group.Select(setting => setting with { Path = ["dreamer", .. setting.Path.Skip(4)], Source = $"{kind} preset '{name}' ({setting.Source})" }).ToArray();
            var parts = inner.Where(setting => setting.Key != "dreamer.help").Select(setting => Conditional(setting, kind)).GroupBy(part => (part.Agent, part.Size))
                .Select(part => new PresetPart(part.Key.Agent, part.Key.Size, [.. part.SelectMany(one => one.Settings)]));
            presets.Add(new Preset(kind, name, inner.FirstOrDefault(setting => setting.Key == "dreamer.help")?.Text ?? "", [.. parts.OrderBy(part => part.Rank)]));
        }

        foreach (var part in presets.SelectMany(preset => preset.Parts))
        {
            if (part.Agent is { } agent) Find(presets, "agent", agent, part.Settings[0].Source);
            if (part.Size is { } size) Find(presets, "size", size, part.Settings[0].Source);
        }

        return presets.ToImmutable();
    }

    /// <summary>What this preset sets for an agent whose networks have that size.</summary>
    public IEnumerable<Setting> For(string agent, string size) => Parts.Where(part => part.Holds(agent, size)).SelectMany(part => part.Settings);

    /// <summary>The preset of a kind and name. Throws <see cref="ConfigurationException"/> with the nearest name and all names otherwise.</summary>
    public static Preset Find(IEnumerable<Preset> presets, string kind, string name, string source)
    {
        var ofKind = presets.Where(preset => preset.Kind == kind).ToArray();
        if (ofKind.FirstOrDefault(preset => preset.Name == name) is { } found) return found;
        var nearest = NearestName.Of(name, ofKind.Select(preset => preset.Name));
        throw new ConfigurationException($"{source}: there is no {kind} '{name}'{(nearest is null ? "." : $"; did you mean '{nearest}'?")} Known are: {string.Join(", ", ofKind.Select(preset => preset.Name))}.");
    }

    // One setting without the conditions that its key begins with.
    private static PresetPart Conditional(Setting setting, string kind)
    {
        var names = new Dictionary<string, string>();
        while (Conditions.FirstOrDefault(condition => setting.Path[1] == $"at-{condition}") is { } at)
        {
            if (at == kind || names.ContainsKey(at)) throw new ConfigurationException($"{setting.Source}: at-{at} says nothing here; the {at} is known already");
            if (setting.Path.Length < 5) throw new ConfigurationException($"{setting.Source}: write at-{at} {{ NAME {{ section {{ settings }} }} }}");
            names[at] = setting.Path[2];
            setting = setting with { Path = ["dreamer", .. setting.Path.Skip(3)] };
        }

        if (Kinds.Any(other => setting.Key == $"dreamer.run.{other}")) throw new ConfigurationException($"{setting.Source}: a preset cannot choose {setting.Key}");
        return new PresetPart(names.GetValueOrDefault("agent"), names.GetValueOrDefault("size"), [setting]);
    }
}
