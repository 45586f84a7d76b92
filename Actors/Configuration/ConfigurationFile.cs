using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>config.json in the run folder: every option as resolved, and the format's version.</summary>
public static class ConfigurationFile
{
    private const int Format = 1;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Options that hold a password or a secret: never written, and read anew from configuration at every start.</summary>
    public static bool IsSecret(string key) => key is "dreamer.journal.connection" or "dreamer.cluster.secret" or "dreamer.cluster.certificate-password";

    /// <summary>Writes it durably. What may hold a password is left out.</summary>
    public static void Write(RunFolder folder, RunConfiguration configuration)
    {
        DiskSync.CreateFolder(folder.Path);
        DiskSync.Write(folder.Config, Root(configuration, _ => true).ToJsonString(Indented) + "\n");
    }

    /// <summary>Its settings. Throws <see cref="ConfigurationException"/>, one line, when the file is missing, damaged or not ours.</summary>
    public static ImmutableArray<Setting> Read(RunFolder folder)
    {
        if (!File.Exists(folder.Config)) throw new ConfigurationException($"{folder} is no run folder: it has no config.json");
        try
        {
            return Settings(File.ReadAllText(folder.Config), folder.Config);
        }
        catch (Exception cause) when (cause is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{folder.Config} cannot be read: {cause.Message}");
        }
    }

    /// <summary>The configuration of a run as another machine is told it: what decides how it acts, in one line.</summary>
    public static string ForNodes(RunConfiguration configuration) =>
        Root(configuration, key => !key.StartsWith("dreamer.cluster.", StringComparison.Ordinal) && !key.StartsWith("dreamer.journal.", StringComparison.Ordinal)).ToJsonString();

    /// <summary>What <see cref="ForNodes"/> told. Throws <see cref="ConfigurationException"/>, one line, for anything else.</summary>
    public static ImmutableArray<Setting> ReadForNode(string text)
    {
        try
        {
            return Settings(text, "what the learner told");
        }
        catch (JsonException cause)
        {
            throw new ConfigurationException($"What the learner told is no configuration: {cause.Message}");
        }
    }

    private static JsonObject Root(RunConfiguration configuration, Func<string, bool> isTold)
    {
        var root = new JsonObject { ["format"] = Format, ["dreamer"] = new JsonObject() };
        foreach (var option in OptionDescription.Of(configuration, "dreamer"))
        {
            if (IsSecret(option.Key) || !isTold(option.Key)) continue;
            var at = root;
            var path = option.Key.Split('.');
            foreach (var name in path[..^1]) at = (JsonObject)(at[name] ??= new JsonObject());
            at[path[^1]] = Node(option.Value);
        }

        return root;
    }

    private static ImmutableArray<Setting> Settings(string text, string source)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format) || !root.TryGetProperty("dreamer", out var dreamer))
            throw new ConfigurationException($"{source} is not a configuration of AkkaDreamer");
        if (format.GetRawText() != Format.ToString(CultureInfo.InvariantCulture))
            throw new ConfigurationException($"{source} has format {format.GetRawText()}; this version reads format {Format}");
        var settings = ImmutableArray.CreateBuilder<Setting>();
        Walk(dreamer, ["dreamer"], settings);
        return settings.ToImmutable();
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        bool flag => JsonValue.Create(flag),
        int or long or byte or short or uint or ulong => JsonValue.Create(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        double number => JsonValue.Create(number),
        float number => JsonValue.Create(number),
        string text => JsonValue.Create(text),
        Enum or TimeSpan => JsonValue.Create(OptionText.Format(value)),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Node)]),
        _ => JsonValue.Create(OptionText.Format(value)),
    };

    private static void Walk(JsonElement element, ImmutableArray<string> path, ImmutableArray<Setting>.Builder settings)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject()) Walk(property.Value, path.Add(property.Name), settings);
                break;
            case JsonValueKind.Array:
                settings.Add(new Setting(path, [.. element.EnumerateArray().Select(Text)], true, "config.json"));
                break;
            default:
                settings.Add(new Setting(path, [Text(element)], false, "config.json"));
                break;
        }
    }

    private static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => element.GetString(),
        _ => element.GetRawText(),
    };
}
