using System.Globalization;
using System.Text.RegularExpressions;
using Akka.Event;
using Akka.Serialization;

namespace Akka.Persistence.Snapshot;

/// <summary>
/// Keeps each snapshot as a file <c>snapshot-{id}-{sequence number}-{ticks}</c>. A file gets its name when it is complete; one
/// that cannot be read makes room for the one before it.
/// </summary>
public partial class LocalSnapshotStore : SnapshotStore
{
    private readonly int _maxLoadAttempts;
    private readonly string _dir;
    private readonly Serializer _serializer;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public LocalSnapshotStore()
    {
        var config = Context.System.Settings.Config.GetConfig("akka.persistence.snapshot-store.local");
        _maxLoadAttempts = config.GetInt("max-load-attempts");
        _dir = Path.GetFullPath(config.GetString("dir"));
        _serializer = Context.System.Serialization.FindSerializerForType(typeof(Serialization.Snapshot));
    }

    protected override void PreStart()
    {
        Directory.CreateDirectory(_dir);
        base.PreStart();
    }

    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Task.Run(() =>
    {
        var candidates = Kept(persistenceId, criteria).Take(_maxLoadAttempts).ToList();
        for (var i = 0; i < candidates.Count; i++)
        {
            try
            {
                var wrapped = (Serialization.Snapshot)_serializer.FromBinary(File.ReadAllBytes(FileOf(candidates[i])), typeof(Serialization.Snapshot));
                return new SelectedSnapshot(candidates[i], wrapped.Data);
            }
            catch (Exception e) when (i < candidates.Count - 1)
            {
                _log.Error(e, "Error loading snapshot [{0}], remaining attempts: [{1}]", candidates[i], candidates.Count - 1 - i);
            }
        }
        return null;
    });

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot) => Task.Run(() =>
    {
        var file = FileOf(metadata);
        File.WriteAllBytes(file + ".tmp", _serializer.ToBinary(new Serialization.Snapshot(snapshot)));
        File.Move(file + ".tmp", file, overwrite: true);
    });

    protected override Task DeleteAsync(SnapshotMetadata metadata) => Task.Run(() =>
    {
        foreach (var kept in Kept(metadata.PersistenceId, SnapshotSelectionCriteria.Latest))
            if (kept.SequenceNr == metadata.SequenceNr)
                File.Delete(FileOf(kept));
    });

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Task.Run(() =>
    {
        foreach (var kept in Kept(persistenceId, criteria))
            File.Delete(FileOf(kept));
    });

    [GeneratedRegex(@"^snapshot-(.+)-(\d+)-(\d+)$")]
    private static partial Regex FileName();

    // Newest first.
    private List<SnapshotMetadata> Kept(string persistenceId, SnapshotSelectionCriteria criteria) =>
        [.. from file in Directory.EnumerateFiles(_dir)
            let match = FileName().Match(Path.GetFileName(file))
            where match.Success && Uri.UnescapeDataString(match.Groups[1].Value) == persistenceId
            let metadata = new SnapshotMetadata(persistenceId, Number(match.Groups[2]), new DateTime(Number(match.Groups[3]), DateTimeKind.Utc))
            where criteria.IsMatch(metadata)
            orderby metadata.SequenceNr descending, metadata.Timestamp descending
            select metadata];

    private static long Number(Group digits) => long.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    private string FileOf(SnapshotMetadata metadata) => Path.Combine(_dir,
        $"snapshot-{Uri.EscapeDataString(metadata.PersistenceId)}-{metadata.SequenceNr}-{metadata.Timestamp.Ticks}");
}
