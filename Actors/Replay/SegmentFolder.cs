using System.Collections.Immutable;
using System.Globalization;

namespace AkkaDreamer.Actors.Replay;

/// <summary>The folder <c>segments/</c> of a run: names, opening, deleting. A name carries the epoch, so a stale process never touches a newer one's files.</summary>
public sealed class SegmentFolder(string path, Guid run, ImmutableArray<byte> spacesHash)
{
    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>The file name of a segment, without folder.</summary>
    public static string NameOf(long epoch, long number) => string.Create(CultureInfo.InvariantCulture, $"{number:D8}-{epoch}.segment");

    /// <summary>A new segment. Throws <see cref="IOException"/> when the folder cannot be written.</summary>
    public SegmentWriter Create(long epoch, long number)
    {
        Directory.CreateDirectory(Path);
        return new SegmentWriter(FileOf(NameOf(epoch, number)), new SegmentHeader(run, epoch, number, spacesHash));
    }

    /// <summary>Opens a segment to read. Throws <see cref="SegmentDamagedException"/>.</summary>
    public SegmentReader Open(string name, long number) => new(FileOf(name), run, number, spacesHash);

    /// <summary>Deletes a segment that no fact names any more; one that is gone already is fine.</summary>
    public void Delete(string name) => File.Delete(FileOf(name));

    /// <summary>Deletes files that the journal does not know: written by a process that died before its first fact of them, or deleted by fact but not by hand.</summary>
    public int DeleteUnknown(IReadOnlySet<string> known)
    {
        if (!Directory.Exists(Path)) return 0;
        var unknown = Directory.EnumerateFiles(Path, "*.segment").Where(file => !known.Contains(System.IO.Path.GetFileName(file))).ToList();
        foreach (var file in unknown) File.Delete(file);
        return unknown.Count;
    }

    /// <summary>Makes the folder and its entries durable (a new file's name is not until its folder is synced).</summary>
    public void SyncNames()
    {
        DiskSync.Folder(Path);
        DiskSync.CreateFolder(Path);
    }

    private string FileOf(string name) => System.IO.Path.Combine(Path, name);
}
