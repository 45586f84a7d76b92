using System.Text.Json;
using System.Text.Json.Nodes;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Environments;

namespace AkkaDreamer.Actors.Configuration;

/// <summary>spaces.json in the run folder: what the environment shows and takes, so that a policy can be loaded where there is no such environment, and one that has changed is noticed.</summary>
public static class SpacesFile
{
    private const int Format = 1;

    /// <summary>Throws <see cref="ConfigurationException"/> when the run that the folder holds was made with other spaces.</summary>
    public static void Check(RunFolder folder, EnvironmentSpaces spaces)
    {
        if (Read(folder) is { } kept && Text(kept) != Text(spaces))
            throw new ConfigurationException($"{folder.Spaces}: this run was made with an environment that has {Said(kept)}; now it has {Said(spaces)}. Restore the environment, or begin a new run in another folder (--run DIR)");
    }

    /// <summary>Writes it durably, unless it is there.</summary>
    public static void Write(RunFolder folder, EnvironmentSpaces spaces)
    {
        if (File.Exists(folder.Spaces)) return;
        DiskSync.Write(folder.Spaces, Text(spaces) + "\n");
    }

    /// <summary>The spaces of a run; null when it was made before they were written. Throws <see cref="ConfigurationException"/>, one line, when the file is damaged.</summary>
    public static EnvironmentSpaces? Read(RunFolder folder)
    {
        if (!File.Exists(folder.Spaces)) return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(folder.Spaces));
            var format = document.RootElement.GetProperty("format").GetRawText();
            return format == $"{Format}" ? SpacesJson.Read(document.RootElement.GetProperty("spaces")) : throw new ConfigurationException($"{folder.Spaces} has format {format}; this version reads format {Format}");
        }
        catch (Exception cause) when (cause is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{folder.Spaces} cannot be read: {cause.Message}");
        }
    }

    private static string Text(EnvironmentSpaces spaces) => new JsonObject { ["format"] = Format, ["spaces"] = SpacesJson.Write(spaces) }.ToJsonString();

    private static string Said(EnvironmentSpaces spaces)
    {
        var actions = spaces.Actions is ContinuousActions range
            ? string.Join(" x ", range.Low.Zip(range.High, (low, high) => FormattableString.Invariant($"[{low}, {high}]")))
            : $"{spaces.Actions.Size} choices";
        return $"{string.Join("; ", spaces.Observations)}; actions {actions}";
    }
}
