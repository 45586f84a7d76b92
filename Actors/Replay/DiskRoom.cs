namespace AkkaDreamer.Actors.Replay;

/// <summary>
/// What steps and checkpoints may take of a disk: all but its last <see cref="Reserve"/>. That is left to the journal, the log and the metrics, so that a disk which the run itself fills
/// is still one on which the run can say so, keep every fact of what it acknowledged, and wait for room.
/// </summary>
public static class DiskRoom
{
    /// <summary>Bytes that are left free.</summary>
    public const long Reserve = 16L << 20;

    /// <summary>Refuses, with an <see cref="IOException"/>, to write so many bytes where less than the reserve would be left. A file system that does not know its size refuses by itself.</summary>
    public static void Ask(string folder, long bytes)
    {
        var disk = new DriveInfo(folder);
        if (disk.TotalSize > 0 && disk.AvailableFreeSpace - bytes < Reserve)
            throw new IOException($"the disk is full: {disk.AvailableFreeSpace >> 10} KiB are free, {bytes >> 10} KiB were to be written, and {Reserve >> 10} KiB are kept for journal and log");
    }
}
