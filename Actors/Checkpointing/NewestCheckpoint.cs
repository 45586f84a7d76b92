using System.Security.Cryptography;
using System.Text.Json;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;

namespace AkkaDreamer.Actors.Checkpointing;

/// <summary>Finds the newest whole checkpoint of a run folder without its journal: for acting and evaluating beside or after a run, never for resuming one.</summary>
public static class NewestCheckpoint
{
    /// <summary>The newest checkpoint whose files all have the hashes of their manifest. Throws <see cref="InvalidDataException"/>, one line, when there is none.</summary>
    public static LoadedCheckpoint Load(RunFolder folder)
    {
        var folders = Directory.Exists(folder.Checkpoints) ? Directory.GetDirectories(folder.Checkpoints) : [];
        var rejected = new List<string>();
        foreach (var path in folders.Where(path => !path.EndsWith(".tmp", StringComparison.Ordinal)).OrderByDescending(Path.GetFileName, StringComparer.Ordinal))
        {
            try
            {
                return Load(folder, path);
            }
            catch (Exception damage) when (damage is InvalidDataException or IOException or JsonException)
            {
                rejected.Add($"{Path.GetFileName(path)}: {damage.Message}");
            }
        }

        throw new InvalidDataException(rejected.Count == 0
            ? $"{folder} has no checkpoint yet; train on until the first one is written"
            : $"{folder} has no whole checkpoint: {string.Join("; ", rejected)}");
    }

    private static LoadedCheckpoint Load(RunFolder folder, string path)
    {
        var bytes = File.ReadAllBytes(Path.Combine(path, CheckpointManifest.FileName));
        var manifest = JsonSerializer.Deserialize<CheckpointManifest>(bytes, new JsonSerializerOptions(JsonSerializerDefaults.Web)) ?? throw new InvalidDataException("the manifest is empty");
        var known = new KnownCheckpoint(new CutMark(manifest.Cut, manifest.Update), Path.GetRelativePath(folder.Path, path), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        return new CheckpointStore(folder.Path).Load(known);
    }
}
