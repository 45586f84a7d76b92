using System.Collections.Immutable;
using Hocon;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>Reads HOCON (includes, substitutions, environment variables) into settings that remember where they were written.</summary>
public static class HoconSettings
{
    /// <summary>Every value of a file, in order. Includes are looked for beside it. Throws <see cref="ConfigurationException"/> when it cannot be read.</summary>
    public static ImmutableArray<Setting> ReadFile(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The configuration {path} cannot be read: {cause.Message}");
        }

        return Read(text, Path.GetFileName(path), Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Every value of a text. <paramref name="name"/> is how errors call it; includes are looked for in <paramref name="folder"/>.</summary>
    public static ImmutableArray<Setting> Read(string text, string name, string folder)
    {
        HoconRoot root;
        try
        {
            root = HoconParser.Parse(string.IsNullOrWhiteSpace(text) ? "{}" : text, (_, file) => Task.FromResult(File.ReadAllText(Path.Combine(folder, file))));
        }
        catch (Exception cause) when (cause is HoconException or HoconParserException or IOException)
        {
            throw new ConfigurationException($"{name}: {OneLine(cause.Message)}");
        }

        var lines = HoconLines.Find(text);
        var settings = ImmutableArray.CreateBuilder<Setting>();
        Walk(root.Value, [], settings, path => lines.TryGetValue(string.Join('.', path), out var line) ? $"{name} line {line}" : name);
        return settings.ToImmutable();
    }

    /// <summary>Settings as HOCON text, every value quoted; what Akka's own parser is given.</summary>
    public static string Write(IEnumerable<Setting> settings) => string.Concat(settings.Select(setting =>
        $"{string.Join('.', setting.Path.Select(Quote))} = {(setting.IsList ? $"[{string.Join(", ", setting.Items.Select(Quote))}]" : Quote(setting.Items[0]))}\n"));

    private static void Walk(HoconValue value, ImmutableArray<string> path, ImmutableArray<Setting>.Builder settings, Func<ImmutableArray<string>, string> source)
    {
        switch (value.Type)
        {
            case HoconType.Object:
                foreach (var (key, field) in value.GetObject()) Walk(field.Value, path.Add(key), settings, source);
                break;
            case HoconType.Array:
                settings.Add(new Setting(path, [.. value.GetArray().Select(item => (string?)item.GetString())], true, source(path)));
                break;
            case HoconType.Empty: // an optional substitution that named nothing: as if the line were not there
                break;
            default:
                settings.Add(new Setting(path, [value.GetString()], false, source(path)));
                break;
        }
    }

    private static string Quote(string? text) => text is null ? "null" : $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    private static string OneLine(string message) => string.Join(' ', message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
