using System.Runtime.InteropServices;

namespace AkkaDreamer.Actors.Replay;

/// <summary>Syncs a folder's entries to the disk, which .NET has no call for. Does nothing on Windows, where names are durable with their file.</summary>
public static class DirectorySync
{
    /// <summary>Returns when names created, renamed or deleted in the folder are on the disk. Throws <see cref="IOException"/> when that fails.</summary>
    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0) throw new IOException($"{folder} cannot be opened to sync it: {Marshal.GetLastPInvokeErrorMessage()}.");
        try
        {
            if (Fsync(descriptor) != 0) throw new IOException($"{folder} cannot be synced: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
