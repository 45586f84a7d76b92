using System.Globalization;
using System.Runtime.InteropServices;
using AkkaDreamer.Models;
using Xunit;

namespace AkkaDreamer.Tests.Support;

/// <summary>
/// A disk below one folder that loses what was not synced. While a program runs on it, a library (PowerLoss.c) before libc remembers what every sync made safe: of a file its content, of a folder its entries. Once the program has been
/// killed, <see cref="Strike"/> puts into the folder's place what would be left.
/// </summary>
public sealed class PowerLoss : IDisposable
{
    private const int Sector = 512; // the least that a disk writes whole

    private static readonly (string? Library, string? Missing) Built = Preloaded.Build("PowerLoss.c");
    private static readonly Lazy<NumberOf> Number = new(() => Marshal.GetDelegateForFunctionPointer<NumberOf>(NativeLibrary.GetExport(NativeLibrary.Load(Built.Library!), "number_of")));
    private readonly string folder, synced;

    /// <summary>A disk whose root is a new, empty folder.</summary>
    public PowerLoss()
    {
        var place = Path.Combine(Path.GetTempPath(), $"power-{Guid.NewGuid():N}");
        (folder, synced) = (Path.Combine(place, "disk"), Path.Combine(place, "synced"));
        Directory.CreateDirectory(folder);
        Forget();
        Variables = new Dictionary<string, string> { ["LD_PRELOAD"] = Built.Library!, ["POWER_FOLDER"] = folder, ["POWER_SYNCED"] = synced };
    }

    private delegate ulong NumberOf([MarshalAs(UnmanagedType.LPUTF8Str)] string path);

    /// <summary>Why it cannot be done on this machine; null when it can.</summary>
    public static string? Missing => Built.Missing;

    /// <summary>The root.</summary>
    public string Root => folder;

    /// <summary>The environment variables of a program that runs on it. One at a time.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>
    /// The power goes, after the program was killed. With <paramref name="random"/>, what was not synced survives here and there, as on a disk that writes in an order of its own: of each folder the entries of its last sync or those
    /// of now, of each file any mixture of its sectors. Without, none of it does. <paramref name="safe"/>: a file, relative to the root, that lies on another disk.
    /// </summary>
    public void Strike(RandomState? random, string safe)
    {
        if (!File.Exists(Path.Combine(synced, "begun"))) return; // the program died before it began
        var kept = Path.Combine(folder, safe);
        var safeBytes = File.Exists(kept) ? File.ReadAllBytes(kept) : null;
        var left = folder + ".left";
        var now = Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFileSystemEntries(Path.Combine(synced, "gone"))).Append(folder)
            .GroupBy(path => Number.Value(path)).ToDictionary(same => same.Key, same => same.First());
        Leave(Number.Value(folder), left, now, random);
        Directory.Delete(folder, recursive: true);
        Directory.Move(left, folder);
        Forget();
        if (safeBytes is null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        File.WriteAllBytes(kept, safeBytes);
    }

    /// <summary>The next sync of a file in a folder <c>segments</c>, or of such a folder itself, is refused, as a file system does that has become read-only; the one after it is not.</summary>
    public void RefuseSync(bool ofFolder) => File.WriteAllText(Path.Combine(synced, ofFolder ? "refuse-folder" : "refuse-file"), "");

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

    private void Forget()
    {
        if (Directory.Exists(synced)) Directory.Delete(synced, recursive: true);
        foreach (var what in new[] { "files", "folders", "gone" }) Directory.CreateDirectory(Path.Combine(synced, what));
    }

    /// <summary>Makes, under a name, what is left of a folder. <paramref name="now"/>: where everything lies that there is or was, by its number.</summary>
    private void Leave(ulong number, string path, IReadOnlyDictionary<ulong, string> now, RandomState? random)
    {
        Directory.CreateDirectory(path);
        var safe = Path.Combine(synced, "folders", $"{number}");
        var entries = random is null || random.NextInt64(2) == 0
            ? (File.Exists(safe) ? File.ReadAllLines(safe) : []).Select(line => line.Split(' ', 3)).Select(entry => (Number: ulong.Parse(entry[0], CultureInfo.InvariantCulture), IsFolder: entry[1] == "d", Name: entry[2]))
            : Directory.EnumerateFileSystemEntries(now[number]).Select(entry => (Number: Number.Value(entry), IsFolder: Directory.Exists(entry), Name: Path.GetFileName(entry)));
        foreach (var entry in entries.OrderBy(entry => entry.Name, StringComparer.Ordinal).ToList())
        {
            var child = Path.Combine(path, entry.Name);
            if (entry.IsFolder) Leave(entry.Number, child, now, random);
            else File.WriteAllBytes(child, Content(entry.Number, now, random));
        }
    }

    private byte[] Content(ulong number, IReadOnlyDictionary<ulong, string> now, RandomState? random)
    {
        var file = Path.Combine(synced, "files", $"{number}");
        var safe = File.Exists(file) ? File.ReadAllBytes(file) : [];
        if (random is null) return safe;
        var newest = File.ReadAllBytes(now[number]);
        var choice = random.NextInt64(4);
        if (choice < 2) return choice == 0 ? safe : newest;
        var left = new byte[random.NextInt64(2) == 0 ? safe.Length : newest.Length];
        var first = random.NextInt64((newest.Length / Sector) + 1); // choice 2: the new sectors before this one, 3: any
        for (var at = 0; at < left.Length; at += Sector)
        {
            var from = (choice == 2 ? at / Sector < first : random.NextInt64(2) == 0) ? newest : safe;
            if (at < from.Length) from.AsSpan(at, Math.Min(Sector, Math.Min(from.Length, left.Length) - at)).CopyTo(left.AsSpan(at));
        }

        return left;
    }
}

/// <summary>A fact that needs <see cref="PowerLoss"/>, and says so where it cannot be done.</summary>
public sealed class PowerLossFactAttribute : FactAttribute
{
    public PowerLossFactAttribute() => Skip = PowerLoss.Missing;
}
