using System.Collections.Immutable;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>
/// Settings under a name: <c>dreamer.presets.(agent|size|task).NAME</c> in akka.hocon. <paramref name="Settings"/> have the keys that they set (<c>dreamer.replay.batch</c>).
/// <paramref name="AtSize"/>: what a task sets only at a certain size, <c>at-size.SIZE</c>, so that a size asked for is the size that runs.
/// </summary>
public sealed record Preset(string Kind, string Name, string Help, ImmutableArray<Setting> Settings, ImmutableDictionary<string, ImmutableArray<Setting>> AtSize)
{
    private const string AtSizeKey = "dreamer.at-size";

    /// <summary>What presets can be of, in the order in which they are laid over each other.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["agent", "size", "task"];

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
            var choice = inner.FirstOrDefault(setting => Kinds.Any(other => setting.Key == $"dreamer.run.{other}"));
            if (choice is not null) throw new ConfigurationException($"{choice.Source}: a preset cannot choose {choice.Key}");
            var help = inner.FirstOrDefault(setting => setting.Key == "dreamer.help")?.Text ?? "";
            var atSize = inner.Where(setting => setting.Key.StartsWith(AtSizeKey + ".", StringComparison.Ordinal)).ToArray();
            if (atSize.Length > 0 && kind != "task") throw new ConfigurationException($"{atSize[0].Source}: only a task preset has settings at-size");
            if (atSize.FirstOrDefault(setting => setting.Path.Length < 4) is { } bare) throw new ConfigurationException($"{bare.Source}: write at-size {{ SIZE {{ settings }} }}");
            presets.Add(new Preset(
                kind,
                name,
                help,
                [.. inner.Except(atSize).Where(setting => setting.Key != "dreamer.help")],
                atSize.GroupBy(setting => setting.Path[2]).ToImmutableDictionary(size => size.Key, size => size.Select(setting => setting with { Path = ["dreamer", .. setting.Path.Skip(3)] }).ToImmutableArray())));
        }

        foreach (var (size, own) in presets.SelectMany(preset => preset.AtSize)) Find(presets, "size", size, own[0].Source);
        return presets.ToImmutable();
    }

    /// <summary>What this preset sets when the networks have that size.</summary>
    public IEnumerable<Setting> For(string size) => Settings.Concat(AtSize.GetValueOrDefault(size, []));

    /// <summary>The preset of a kind and name. Throws <see cref="ConfigurationException"/> with the nearest name and all names otherwise.</summary>
    public static Preset Find(IEnumerable<Preset> presets, string kind, string name, string source)
    {
        var ofKind = presets.Where(preset => preset.Kind == kind).ToArray();
        if (ofKind.FirstOrDefault(preset => preset.Name == name) is { } found) return found;
        var nearest = NearestName.Of(name, ofKind.Select(preset => preset.Name));
        throw new ConfigurationException($"{source}: there is no {kind} '{name}'{(nearest is null ? "." : $"; did you mean '{nearest}'?")} Known are: {string.Join(", ", ofKind.Select(preset => preset.Name))}.");
    }
}
