using System.Collections.Immutable;
using System.Data.Common;
using AkkaDreamer.Actors.Checkpointing;
using AkkaDreamer.Actors.Configuration;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;

namespace AkkaDreamer.Actors.Repairing;

/// <summary>
/// What a run folder holds, read in full: every fact, every chunk against its checksum, every file of every checkpoint. Only reads; a run that goes on meanwhile may show chunks whose facts came later.
/// </summary>
public sealed record RunInspection
{
    private RunInspection() { }

    /// <summary>The log that the whole facts add up to: up to <see cref="LastWholeFact"/>.</summary>
    public required ReplayLog Log { get; init; }

    /// <summary>The number of the last fact that is whole, as all before it are that count.</summary>
    public required long LastWholeFact { get; init; }

    /// <summary>The number of the snapshot from which the log was read on; 0 when it was read from the first fact.</summary>
    public required long Snapshot { get; init; }

    /// <summary>Facts behind the first that is not whole.</summary>
    public required int FactsLost { get; init; }

    /// <summary>What is wrong with the journal: one line for each.</summary>
    public required ImmutableArray<string> JournalDamage { get; init; }

    /// <summary>Snapshots that cannot be read, by number.</summary>
    public required ImmutableArray<long> DamagedSnapshots { get; init; }

    /// <summary>Chunks that the log names.</summary>
    public required int Chunks { get; init; }

    /// <summary>Chunks that are not what the journal says, one line for each.</summary>
    public required ImmutableArray<string> SegmentDamage { get; init; }

    /// <summary>Files in segments/ that no fact names.</summary>
    public required ImmutableArray<string> UnknownSegments { get; init; }

    /// <summary>Checkpoints that the journal names and whose files are all whole, oldest first.</summary>
    public required ImmutableArray<KnownCheckpoint> WholeCheckpoints { get; init; }

    /// <summary>Checkpoints that the journal names and that cannot be used, each with why.</summary>
    public required ImmutableArray<(string Folder, string Damage)> UnusableCheckpoints { get; init; }

    /// <summary>Folders in checkpoints/ that no fact names.</summary>
    public required ImmutableArray<string> UnknownCheckpoints { get; init; }

    /// <summary>Whether nothing is damaged. (Files that no fact names are no damage: a process died before it said so.)</summary>
    public bool IsWhole => JournalDamage.IsEmpty && SegmentDamage.IsEmpty && UnusableCheckpoints.IsEmpty;

    /// <summary>
    /// Looks at a run. Throws <see cref="ConfigurationException"/> when the journal cannot be reached, <see cref="DbException"/> when its database cannot be read at all.
    /// </summary>
    public static RunInspection Of(RunFolder folder, JournalOptions journal)
    {
        using var rows = JournalRows.Open(folder, journal, writes: false);
        var damage = ImmutableArray.CreateBuilder<string>();
        var snapshots = rows.Snapshots();
        damage.AddRange(snapshots.Where(snapshot => snapshot.Damage is not null).Select(snapshot => $"the snapshot after fact {snapshot.Number}: {snapshot.Damage}"));
        var from = snapshots.FirstOrDefault(snapshot => snapshot.Log is not null);
        var log = from?.Log is { } captured ? ReplayLog.Restore(captured) : new ReplayLog();
        var (last, lost) = (from?.Number ?? 0, 0);
        foreach (var fact in rows.FactsAfter(last))
        {
            var wrong = lost > 0 ? null : fact.Number != last + 1 ? $"facts {last + 1} to {fact.Number - 1} are not there" : fact.Damage is { } line ? $"fact {fact.Number}: {line}" : Applied(log, fact);
            if (wrong is not null) damage.Add(wrong);
            if (lost > 0 || wrong is not null) lost++;
            else last = fact.Number;
        }

        var (whole, unusable, nameless) = Checkpoints(folder, log);
        var (chunks, torn, unknown) = Segments(folder, log);
        return new RunInspection
        {
            Log = log,
            LastWholeFact = last,
            Snapshot = from?.Number ?? 0,
            FactsLost = lost,
            JournalDamage = damage.ToImmutable(),
            DamagedSnapshots = [.. snapshots.Where(snapshot => snapshot.Damage is not null).Select(snapshot => snapshot.Number)],
            Chunks = chunks,
            SegmentDamage = torn,
            UnknownSegments = unknown,
            WholeCheckpoints = whole,
            UnusableCheckpoints = unusable,
            UnknownCheckpoints = nameless,
        };
    }

    private static string? Applied(ReplayLog log, StoredFact fact)
    {
        try
        {
            log.Apply(fact.Fact!);
            return null;
        }
        catch (Exception contradiction) when (contradiction is KeyNotFoundException or ArgumentException)
        {
            return $"fact {fact.Number} ({fact.Fact!.GetType().Name}) contradicts those before it: {contradiction.Message}";
        }
    }

    private static (ImmutableArray<KnownCheckpoint> Whole, ImmutableArray<(string Folder, string Damage)> Unusable, ImmutableArray<string> Unknown) Checkpoints(RunFolder folder, ReplayLog log)
    {
        var whole = ImmutableArray.CreateBuilder<KnownCheckpoint>();
        var unusable = ImmutableArray.CreateBuilder<(string, string)>();
        var unknown = ImmutableArray.CreateBuilder<string>();
        var store = new CheckpointStore(folder.Path);
        IEnumerable<string> there = Directory.Exists(folder.Checkpoints) ? Directory.GetDirectories(folder.Checkpoints).Select(path => Path.GetRelativePath(folder.Path, path)).Order(StringComparer.Ordinal) : [];
        foreach (var name in there)
        {
            if (name.EndsWith(".tmp", StringComparison.Ordinal)) continue; // half written when its process died; deleted at the next start
            var named = log.Checkpoints.LastOrDefault(checkpoint => checkpoint.Folder == name);
            if (named is null)
            {
                unknown.Add(name);
                continue;
            }

            try
            {
                var known = new KnownCheckpoint(named.Cut, named.Folder, named.ManifestSha256);
                store.Load(known);
                whole.Add(known);
            }
            catch (Exception damage) when (damage is InvalidDataException or IOException or System.Text.Json.JsonException)
            {
                unusable.Add((name, damage.Message));
            }
        }

        return (whole.ToImmutable(), unusable.ToImmutable(), unknown.ToImmutable());
    }

    private static (int Chunks, ImmutableArray<string> Damage, ImmutableArray<string> Unknown) Segments(RunFolder folder, ReplayLog log)
    {
        var damage = ImmutableArray.CreateBuilder<string>();
        var chunks = log.Entries.Where(entry => entry.Chunk is not null).Select(entry => entry.Chunk!.Value).ToList();
        foreach (var segment in chunks.GroupBy(chunk => chunk.Segment))
        {
            try
            {
                using var reader = new SegmentFolder(folder.Segments, log.Run!.Run, log.Run.SpacesHash).Open(log.Segments[segment.Key].Name, segment.Key);
                foreach (var chunk in segment)
                {
                    try
                    {
                        reader.Read(chunk);
                    }
                    catch (SegmentDamagedException torn)
                    {
                        damage.Add(torn.Message);
                    }
                }
            }
            catch (SegmentDamagedException torn)
            {
                damage.Add($"{torn.Message} ({segment.Count()} chunks)");
            }
        }

        var named = log.Segments.Values.Select(segment => segment.Name).ToHashSet();
        var files = Directory.Exists(folder.Segments) ? Directory.GetFiles(folder.Segments, "*.segment").Select(file => Path.GetFileName(file)!) : [];
        return (chunks.Count, damage.ToImmutable(), [.. files.Where(file => !named.Contains(file)).Order(StringComparer.Ordinal)]);
    }
}
