using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using AkkaDreamer.Actors.Protocol;
using AkkaDreamer.Actors.Replay;
using AkkaDreamer.Models;

namespace AkkaDreamer.Actors.Checkpointing;

/// <summary>
/// Checkpoints on disk: <c>checkpoints/000007-update-1200/</c> with a safetensors file per part and a manifest. Written under a temporary name, synced and renamed, so that a folder under its
/// final name is whole unless the disk lies; read back only when every hash is right.
/// </summary>
public sealed class CheckpointStore(string runFolder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes a checkpoint durably. Throws <see cref="IOException"/> (a full disk) and leaves nothing behind then.</summary>
    public WrittenCheckpoint Write(CutMark cut, IReadOnlyDictionary<string, StateSnapshot> parts)
    {
        var name = Path.Combine("checkpoints", $"{cut.Cut:000000}-update-{cut.Update}");
        var final = Path.Combine(runFolder, name);
        var temporary = final + ".tmp";
        try
        {
            Delete(temporary);
            Directory.CreateDirectory(temporary);
            DiskRoom.Ask(temporary, parts.Values.Sum(part => part.Tensors.Sum(tensor => (long)tensor.Bytes.Length)));
            var files = parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => WritePart(temporary, part.Key, part.Value)).ToImmutableArray();
            var manifest = new CheckpointManifest(CheckpointManifest.CurrentFormat, cut.Cut, cut.Update, RunDigest.Of(parts), files);
            var bytes = JsonSerializer.SerializeToUtf8Bytes(manifest, Json);
            using (var file = File.Create(Path.Combine(temporary, CheckpointManifest.FileName)))
            {
                file.Write(bytes);
                DiskSync.File(file);
            }

            DiskSync.Folder(temporary);
            Delete(final); // of an earlier life that never got it recorded
            Directory.Move(temporary, final);
            DiskSync.Folder(Path.GetDirectoryName(final)!);
            DiskSync.Folder(runFolder); // the first checkpoint has made checkpoints/
            return new WrittenCheckpoint(new KnownCheckpoint(cut, name, Convert.ToHexStringLower(SHA256.HashData(bytes))), manifest.Digest, files.Sum(file => file.Bytes));
        }
        catch
        {
            Delete(temporary);
            throw;
        }
    }

    /// <summary>Reads a checkpoint back. Throws <see cref="InvalidDataException"/>, saying which file is missing, torn or flipped.</summary>
    public LoadedCheckpoint Load(KnownCheckpoint known)
    {
        var folder = Path.Combine(runFolder, known.Folder);
        var bytes = ReadAll(folder, CheckpointManifest.FileName);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != known.ManifestSha256) throw new InvalidDataException($"{known.Folder}: the manifest is not the one that the journal names");
        var manifest = JsonSerializer.Deserialize<CheckpointManifest>(bytes, Json) ?? throw new InvalidDataException($"{known.Folder}: the manifest is empty");
        if (manifest.Format != CheckpointManifest.CurrentFormat) throw new InvalidDataException($"{known.Folder}: format {manifest.Format}, this program reads {CheckpointManifest.CurrentFormat}");
        return new LoadedCheckpoint(known.Cut, known.Folder, manifest.Digest, manifest.Files.ToImmutableSortedDictionary(file => Path.GetFileNameWithoutExtension(file.Name), file => LoadPart(folder, file)));
    }

    /// <summary>Deletes every checkpoint folder but these (names relative to the run folder), half-written ones included.</summary>
    public void KeepOnly(IEnumerable<string> folders)
    {
        var kept = folders.Select(folder => Path.GetFullPath(Path.Combine(runFolder, folder))).ToHashSet();
        var all = Path.Combine(runFolder, "checkpoints");
        if (!Directory.Exists(all)) return;
        foreach (var folder in Directory.GetDirectories(all).Where(folder => !kept.Contains(Path.GetFullPath(folder)))) Directory.Delete(folder, recursive: true);
    }

    private static CheckpointFile WritePart(string folder, string part, StateSnapshot state)
    {
        var name = $"{part}.safetensors";
        var path = Path.Combine(folder, name);
        using (var file = File.Create(path))
        {
            SafeTensors.Write(file, state);
            DiskSync.File(file);
        }

        using var again = File.OpenRead(path);
        return new CheckpointFile(name, again.Length, Convert.ToHexStringLower(SHA256.HashData(again)));
    }

    private static StateSnapshot LoadPart(string folder, CheckpointFile file)
    {
        var bytes = ReadAll(folder, file.Name);
        if (bytes.Length != file.Bytes) throw new InvalidDataException($"{file.Name} is torn: {bytes.Length} of {file.Bytes} bytes");
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != file.Sha256) throw new InvalidDataException($"{file.Name} is damaged: its SHA-256 is not that of the manifest");
        return SafeTensors.Read(new MemoryStream(bytes));
    }

    private static byte[] ReadAll(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{name} is missing");
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
