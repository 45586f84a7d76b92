using System.Text.Json;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Actors.Run;

/// <summary>A run's name in its journal. A database of its own needs no more than <c>replay</c>; a server holds many runs, so there the name is kept in journal.json.</summary>
public static class JournalName
{
    /// <summary>The persistence id of the run in this folder.</summary>
    public static string Of(RunFolder folder, JournalOptions journal)
    {
        if (journal.Database == JournalDatabase.Sqlite) return "replay";
        if (!File.Exists(folder.JournalAddress))
        {
            DiskSync.CreateFolder(folder.Path);
            DiskSync.Write(folder.JournalAddress, $$"""{ "database": "postgresql", "run": "replay-{{Guid.NewGuid():N}}" }""" + "\n", replaces: false);
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(folder.JournalAddress));
            return json.RootElement.GetProperty("run").GetString() ?? throw new KeyNotFoundException();
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ConfigurationException($"{folder.JournalAddress} does not name a run in its database");
        }
    }
}
